"use client";

import { useEffect } from "react";
import type { ViewerStore } from "./core/store";
import { VIEW_NAMES, VIEWS } from "./core/views";

/** Keys belong to the view unless somebody types, or a menu or a window is open. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=slider]") !== null) return true;
  return document.querySelector("[role=menu], [role=dialog]") !== null;
}

/** F fits, 1–7 look from the sides, P switches the projection, D shows dimensions, Escape clears the selection. */
export function useViewKeys(store: ViewerStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const { look, clear, setProjection, toggleDimensions, projection } = store.getState();
      const view = VIEW_NAMES.find((name) => VIEWS[name].key === event.key);
      if (view !== undefined) look(view);
      else if (event.key === "Escape") clear();
      else if (event.key === "f" || event.key === "F") store.getState().fit();
      else if (event.key === "p" || event.key === "P") setProjection(projection === "perspective" ? "orthographic" : "perspective");
      else if (event.key === "d" || event.key === "D") toggleDimensions();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [store]);
}

/** Arrows turn, plus and minus zoom, while the view itself has the focus. */
export function turnByKey(store: ViewerStore, key: string): boolean {
  const { turn, zoom } = store.getState();
  const actions: Record<string, () => void> = {
    ArrowLeft: () => turn(15, 0),
    ArrowRight: () => turn(-15, 0),
    ArrowUp: () => turn(0, -15),
    ArrowDown: () => turn(0, 15),
    "+": () => zoom(0.8),
    "=": () => zoom(0.8),
    "-": () => zoom(1.25),
  };
  const action = actions[key];
  action?.();
  return action !== undefined;
}
