"use client";

import { Download, LoaderCircle } from "lucide-react";
import { asRequestError } from "@/components/studio/data/api";
import { useExport } from "@/components/studio/data/queries";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import type { ExportFormat } from "@/lib/contract/endpoints/exports";

const FORMATS: readonly { format: ExportFormat; name: string; use: string }[] = [
  { format: "step", name: "STEP", use: "exact, for machining and other CAD" },
  { format: "stl", name: "STL", use: "mesh, for printing" },
  { format: "3mf", name: "3MF", use: "mesh with units, for printing" },
  { format: "glb", name: "GLB", use: "mesh, for the web and for pictures" },
  { format: "brep", name: "BREP", use: "exact, for OpenCASCADE" },
];

interface ExportMenuProps {
  conversationId: string;
  revision: number;
}

/** Downloads the revision on screen. */
export function ExportMenu({ conversationId, revision }: ExportMenuProps) {
  const download = useExport();
  const start = (format: ExportFormat, name: string) =>
    download.mutate(
      { conversationId, revision, format },
      {
        onSuccess: ({ filename }) => toast(`Saved as ${filename}`),
        onError: (error) => toast(`${name} was not made. ${asRequestError(error).message}`),
      },
    );
  return (
    <Menu
      className="w-72"
      trigger={
        <Button tone="primary" disabled={download.isPending} data-testid="export-menu" aria-label="Export">
          {download.isPending ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
          ) : (
            <Download aria-hidden className="size-4 stroke-[1.75]" />
          )}
          <span className="max-sm:hidden">Export</span>
        </Button>
      }
    >
      <MenuLabel>Revision {revision} as</MenuLabel>
      {FORMATS.map(({ format, name, use }) => (
        <MenuItem key={format} onSelect={() => start(format, name)} data-testid={`export-${format}`}>
          <span className="w-11 font-medium">{name}</span>
          <span className="text-xs text-ink-soft">{use}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
