"use client";

import { Axis3d, Box, Maximize, Ruler } from "lucide-react";
import { useStore } from "zustand";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { ViewerStore } from "./core/store";
import { VIEW_NAMES, VIEWS } from "./core/views";

/** What can be done with the view, each with its key. */
export function ViewerToolbar({ store }: { store: ViewerStore }) {
  const projection = useStore(store, (state) => state.projection);
  const dimensionsShown = useStore(store, (state) => state.dimensionsShown);
  const { fit, look, setProjection, toggleDimensions } = store.getState();
  const isOrthographic = projection === "orthographic";
  return (
    <div role="toolbar" aria-label="3D view" className="flex items-center gap-0.5 rounded-lg bg-surface-raised p-0.5 shadow-pop">
      <IconButton size="sm" side="top" label="Fit to view" shortcut="F" icon={<Maximize aria-hidden />} onClick={fit} />
      <Menu
        align="start"
        className="min-w-40"
        trigger={<IconButton size="sm" side="top" label="Standard views" shortcut="1–7" icon={<Axis3d aria-hidden />} />}
      >
        {VIEW_NAMES.map((view) => (
          <MenuItem key={view} onSelect={() => look(view)}>
            <span className="flex-1">{VIEWS[view].label}</span>
            <Kbd>{VIEWS[view].key}</Kbd>
          </MenuItem>
        ))}
      </Menu>
      <IconButton
        size="sm"
        side="top"
        label={isOrthographic ? "Switch to perspective" : "Switch to orthographic"}
        shortcut="P"
        pressed={isOrthographic}
        icon={<Box aria-hidden />}
        onClick={() => setProjection(isOrthographic ? "perspective" : "orthographic")}
      />
      <IconButton
        size="sm"
        side="top"
        label="Outer dimensions"
        shortcut="D"
        pressed={dimensionsShown}
        icon={<Ruler aria-hidden />}
        onClick={toggleDimensions}
      />
    </div>
  );
}
