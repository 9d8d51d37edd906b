"use client";

import { useFrame } from "@react-three/fiber";
import type { RefObject } from "react";
import type { ViewerStore } from "./core/store";
import { CUBE_FACES, cubeFaceTransform, cubeTransform } from "./core/view-cube";
import { VIEWS } from "./core/views";

const EDGE_PX = 46;

/** A cube that turns with the part; a click on a side looks at it. The same views are in the toolbar and on the keys 1–7. */
export function ViewCube({ store, cubeRef }: { store: ViewerStore; cubeRef: RefObject<HTMLDivElement | null> }) {
  return (
    <div className="pointer-events-none absolute top-3 right-3 z-10 size-20 [perspective:420px]" data-testid="view-cube">
      <div ref={cubeRef} className="absolute top-1/2 left-1/2 size-0 [transform-style:preserve-3d]">
        {CUBE_FACES.map((view) => (
          <button
            key={view}
            type="button"
            tabIndex={-1}
            title={`${VIEWS[view].label} view (${VIEWS[view].key})`}
            onClick={() => store.getState().look(view)}
            style={{
              width: EDGE_PX,
              height: EDGE_PX,
              left: -EDGE_PX / 2,
              top: -EDGE_PX / 2,
              transform: cubeFaceTransform(view, EDGE_PX / 2),
            }}
            className="pointer-events-auto absolute flex items-center justify-center border border-line-strong bg-surface-raised/92 text-2xs font-medium text-ink-soft [backface-visibility:hidden] hover:bg-accent-soft hover:text-accent-ink"
          >
            {VIEWS[view].label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Stands inside the canvas and turns the cube, which is outside. */
export function CubeFollower({ cubeRef }: { cubeRef: RefObject<HTMLDivElement | null> }) {
  useFrame(({ camera }) => {
    if (cubeRef.current !== null) cubeRef.current.style.transform = cubeTransform(camera.quaternion);
  });
  return null;
}
