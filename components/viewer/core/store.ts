import { createStore, type StoreApi } from "zustand/vanilla";
import type { Projection, ViewName } from "./views";

/** A move of the camera that somebody asked for; `id` tells two equal ones apart. */
export interface CameraCommand {
  id: number;
  kind: "fit" | "view" | "turn" | "zoom";
  view?: ViewName;
  /** Of a turn: about the up axis, then towards it, degrees. */
  turnDeg?: readonly [number, number];
  /** Of a zoom: what is seen grows by this factor when below 1. */
  factor?: number;
}

export interface ViewerState {
  hovered: string | null;
  /** Labels, in the order of selection. */
  selected: string[];
  projection: Projection;
  dimensionsShown: boolean;
  command: CameraCommand | null;
  hover: (label: string | null) => void;
  /** A click: on a face alone it selects only that, with shift it adds or takes away; beside the part it clears. */
  click: (label: string | null, adding: boolean) => void;
  deselect: (label: string) => void;
  clear: () => void;
  /** Keeps only what still exists, so that a selection survives a revision where its faces do. */
  retain: (labels: ReadonlySet<string>) => void;
  setProjection: (projection: Projection) => void;
  toggleDimensions: () => void;
  fit: () => void;
  look: (view: ViewName) => void;
  turn: (aboutDeg: number, tiltDeg: number) => void;
  zoom: (factor: number) => void;
}

export type ViewerStore = StoreApi<ViewerState>;

/** The state of one 3D view. */
export function createViewerStore(): ViewerStore {
  let lastCommand = 0;
  const command = (rest: Omit<CameraCommand, "id">): { command: CameraCommand } => {
    lastCommand += 1;
    return { command: { id: lastCommand, ...rest } };
  };
  return createStore<ViewerState>()((set) => ({
    hovered: null,
    selected: [],
    projection: "perspective",
    dimensionsShown: false,
    command: null,
    hover: (label) => set((state) => (state.hovered === label ? state : { hovered: label })),
    click: (label, adding) => set(({ selected }) => ({ selected: selectionAfterClick(selected, label, adding) })),
    deselect: (label) => set(({ selected }) => ({ selected: selected.filter((one) => one !== label) })),
    clear: () => set((state) => (state.selected.length === 0 ? state : { selected: [] })),
    retain: (labels) =>
      set((state) => ({
        selected: state.selected.filter((label) => labels.has(label)),
        hovered: state.hovered !== null && labels.has(state.hovered) ? state.hovered : null,
      })),
    setProjection: (projection) => set({ projection }),
    toggleDimensions: () => set(({ dimensionsShown }) => ({ dimensionsShown: !dimensionsShown })),
    fit: () => set(command({ kind: "fit" })),
    look: (view) => set(command({ kind: "view", view })),
    turn: (aboutDeg, tiltDeg) => set(command({ kind: "turn", turnDeg: [aboutDeg, tiltDeg] })),
    zoom: (factor) => set(command({ kind: "zoom", factor })),
  }));
}

function selectionAfterClick(selected: string[], label: string | null, adding: boolean): string[] {
  if (label === null) return adding ? selected : [];
  if (!adding) return selected.length === 1 && selected[0] === label ? [] : [label];
  return selected.includes(label) ? selected.filter((one) => one !== label) : [...selected, label];
}
