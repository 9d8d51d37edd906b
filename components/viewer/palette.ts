/** Colours that WebGL needs as numbers; the page's own stand in globals.css. */
export interface Palette {
  part: string;
  edge: string;
  hover: string;
  selected: string;
  grid: string;
  dimension: string;
}

export const PALETTES: Record<"light" | "dark", Palette> = {
  light: { part: "#c6ccd5", edge: "#2a2f38", hover: "#8fb8f5", selected: "#ff8a3d", grid: "#8b94a3", dimension: "#4d535e" },
  dark: { part: "#b0b8c4", edge: "#0b0c0f", hover: "#7fb0ff", selected: "#ff8b47", grid: "#6b7484", dimension: "#a9afba" },
};
