"use client";

import dynamic from "next/dynamic";
import { useCallback } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toaster";
import { MM_PER_INCH } from "@/lib/core/units";
import type { CurrentPart } from "./data/current-part";
import { formatArea, formatLength } from "./data/format";
import { useRevert } from "./data/queries";
import { useStudio, viewerStore } from "./data/store";

// WebGL is of no use to the server, and the page need not wait for it.
const Viewer = dynamic(() => import("@/components/viewer/viewer").then((module) => module.Viewer), {
  ssr: false,
  loading: () => <div className="absolute inset-0 bg-canvas" />,
});

/** The 3D view with what the studio knows about its faces. */
export function ViewPanel({ part, isWorking }: { part: CurrentPart; isWorking: boolean }) {
  const units = useStudio((state) => state.units);
  const faces = part.result?.faces;
  const describeFace = useCallback(
    (label: string) => {
      const face = faces?.find((one) => one.label === label);
      if (face === undefined) return label;
      const size = face.area === undefined ? [] : [formatArea(face.area, units)];
      const radius = face.radius === undefined ? [] : [`R ${formatLength(face.radius, units)}`];
      return [label, face.type ?? "", ...size, ...radius].filter((text) => text !== "").join(" · ");
    },
    [faces, units],
  );
  const formatMm = useCallback((lengthMm: number) => formatLength(lengthMm, units), [units]);
  return (
    <section aria-label="Part" className="relative h-full min-h-0 min-w-0 overflow-hidden">
      <Viewer
        source={part.source}
        store={viewerStore}
        fitKey={part.conversation?.conversation_id ?? "none"}
        formatLength={formatMm}
        gridUnitMm={units === "mm" ? 1 : MM_PER_INCH}
        describeFace={describeFace}
        onReload={part.refetch}
        empty={
          <p className="pointer-events-none absolute inset-x-0 top-[42%] text-center text-sm text-ink-soft">
            {isWorking ? "" : "The part appears here."}
          </p>
        }
      />
      <EarlierRevision part={part} />
    </section>
  );
}

function EarlierRevision({ part: { conversation, revision, headRevision } }: { part: CurrentPart }) {
  const revert = useRevert();
  if (conversation === undefined || revision === null || revision === headRevision) return null;
  return (
    <div
      role="status"
      data-testid="earlier-revision"
      className="absolute top-3 left-3 z-10 flex max-w-[calc(100%-120px)] flex-wrap items-center gap-1 rounded-lg bg-surface-raised py-1 pr-1 pl-3 text-sm shadow-pop"
    >
      <span className="mr-1">
        Revision {revision} of {headRevision}
      </span>
      <Button
        size="sm"
        disabled={revert.isPending}
        onClick={() =>
          revert.mutate(
            { id: conversation.conversation_id, revision },
            { onError: () => toast("The revision could not be changed. Try again.") },
          )
        }
      >
        Go back to this
      </Button>
      <Button tone="quiet" size="sm" onClick={() => useStudio.getState().set({ viewedRevision: null })}>
        Show current
      </Button>
    </div>
  );
}
