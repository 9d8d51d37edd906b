"use client";

import { Canvas } from "@react-three/fiber";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { Box3, Vector3 } from "three";
import { useStore } from "zustand";
import { useMediaQuery } from "@/components/ui/media-query";
import { useScheme } from "@/components/ui/use-theme";
import { CameraRig } from "./camera-rig";
import { gridStep } from "./core/grid";
import type { PartModel } from "./core/part-model";
import type { ViewerStore } from "./core/store";
import { FacePicker } from "./face-picker";
import { PALETTES } from "./palette";
import { PartMesh } from "./part-mesh";
import { DimensionBox, GroundGrid, StudioLight } from "./scene-furniture";
import { TestHandle } from "./test-handle";
import { ViewerToolbar } from "./toolbar";
import { type PartSource, usePartModel } from "./use-part-model";
import { turnByKey, useViewKeys } from "./use-view-keys";
import { CubeFollower, ViewCube } from "./view-cube";

export interface ViewerProps {
  source: PartSource | null;
  store: ViewerStore;
  /** What is looked at: another value fits the view anew, the same one keeps the eye. */
  fitKey: string;
  formatLength: (lengthMm: number) => string;
  /** What the ground grid counts in: 1, or 25.4 for inches. */
  gridUnitMm: number;
  /** One line about a face, for the bottom of the view. */
  describeFace: (label: string) => string;
  /** Asks for a fresh address of the same model: the old one may have expired. */
  onReload: () => void;
  /** Shown over the ground while there is no part. */
  empty: ReactNode;
}

/** Ground for an empty view, mm. */
const EMPTY_BOUNDS = new Box3(new Vector3(-50, -50, 0), new Vector3(50, 50, 40));

/** The 3D view of one part. */
export function Viewer(props: ViewerProps) {
  const { source, store, formatLength, describeFace, empty } = props;
  const query = usePartModel(source);
  const model = source === null ? null : (query.data ?? null);
  const extentMm = extentOf(model?.bounds ?? EMPTY_BOUNDS);
  const cubeRef = useRef<HTMLDivElement>(null);
  useViewKeys(store);
  useEffect(() => {
    if (model !== null) store.getState().retain(new Set(model.faces.keys()));
  }, [model, store]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: no element means a view that is turned with the arrow keys
    <div
      role="group"
      aria-label="3D view. Arrow keys turn, plus and minus zoom."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the view itself takes keys
      tabIndex={0}
      data-testid="viewer"
      data-model={model === null ? "" : (source?.key ?? "")}
      className="absolute inset-0 bg-[radial-gradient(120%_90%_at_50%_40%,var(--canvas),var(--canvas-far))] focus-visible:outline-1 focus-visible:-outline-offset-1"
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && turnByKey(store, event.key)) event.preventDefault();
      }}
    >
      <ViewerCanvas {...props} model={model} cubeRef={cubeRef} />
      <ViewCube store={store} cubeRef={cubeRef} />
      {source === null ? empty : null}
      {query.isError && source !== null ? <LoadError onRetry={props.onReload} /> : null}
      <div className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex items-end justify-between gap-3 [&>*]:pointer-events-auto">
        <ViewerToolbar store={store} />
        {model === null ? null : <FaceLine store={store} describeFace={describeFace} />}
        <span className="pb-1.5 text-2xs whitespace-nowrap text-ink-soft max-sm:hidden" data-testid="grid-scale">
          Grid {formatLength(gridStep(extentMm, props.gridUnitMm))}
        </span>
      </div>
    </div>
  );
}

interface ViewerCanvasProps extends ViewerProps {
  model: PartModel | null;
  cubeRef: React.RefObject<HTMLDivElement | null>;
}

function ViewerCanvas({ model, source, store, fitKey, formatLength, gridUnitMm, cubeRef }: ViewerCanvasProps) {
  const palette = PALETTES[useScheme()];
  const reducedMotion = useMediaQuery("(prefers-reduced-motion: reduce)");
  const dimensionsShown = useStore(store, (state) => state.dimensionsShown);
  const movingRef = useRef(false);
  const bounds = model?.bounds ?? EMPTY_BOUNDS;
  const centre = useMemo(() => bounds.getCenter(new Vector3()), [bounds]);
  const extentMm = extentOf(bounds);
  return (
    <Canvas frameloop="demand" flat dpr={[1, 2]} gl={{ antialias: true, powerPreference: "high-performance" }} className="touch-none">
      <CameraRig
        store={store}
        bounds={bounds}
        fitKey={model === null ? "empty" : fitKey}
        reducedMotion={reducedMotion}
        movingRef={movingRef}
      />
      <StudioLight />
      <GroundGrid extentMm={extentMm} unitMm={gridUnitMm} centre={centre} z={bounds.min.z - extentMm * 0.002} colour={palette.grid} />
      <CubeFollower cubeRef={cubeRef} />
      {model === null || source === null ? null : (
        <>
          <PartMesh model={model} store={store} palette={palette} />
          <FacePicker model={model} store={store} />
          <TestHandle model={model} modelKey={source.key} store={store} movingRef={movingRef} />
          {dimensionsShown ? <DimensionBox bounds={bounds} palette={palette} formatLength={formatLength} /> : null}
        </>
      )}
    </Canvas>
  );
}

function extentOf(bounds: Box3): number {
  const size = bounds.getSize(new Vector3());
  return Math.max(size.x, size.y, size.z, 1e-3);
}

/** What is under the pointer, else what is selected. */
function FaceLine({ store, describeFace }: { store: ViewerStore; describeFace: (label: string) => string }) {
  const hovered = useStore(store, (state) => state.hovered);
  const selected = useStore(store, (state) => state.selected);
  const only = selected.length === 1 ? selected[0] : undefined;
  const text =
    hovered !== null
      ? describeFace(hovered)
      : only !== undefined
        ? describeFace(only)
        : selected.length > 1
          ? `${selected.length} faces selected`
          : "";
  if (text === "") return null;
  return (
    <p data-testid="face-line" className="min-w-0 truncate rounded-md bg-surface-raised px-2.5 py-1 text-xs text-ink shadow-pop">
      {text}
    </p>
  );
}

function LoadError({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="absolute inset-x-0 top-1/3 z-10 mx-auto w-fit rounded-lg bg-surface-raised px-4 py-3 text-center text-sm shadow-pop"
    >
      <p>The model file could not be loaded.</p>
      <button type="button" className="mt-1 font-medium underline underline-offset-2" onClick={onRetry}>
        Load it again
      </button>
    </div>
  );
}
