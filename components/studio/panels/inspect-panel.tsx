"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { JobResult } from "@/components/studio/data/api";
import type { CurrentPart } from "@/components/studio/data/current-part";
import { formatArea, formatMass, formatPoint, formatSize, formatVolume } from "@/components/studio/data/format";
import { useStudio } from "@/components/studio/data/store";
import { FaceTable } from "./face-table";
import { HoleTable } from "./hole-table";
import { MATERIALS } from "./materials";
import { EmptyPanel, PANEL, Row, Section } from "./panel";

/** What was measured on the exact solid. */
export function InspectPanel({ part }: { part: CurrentPart }) {
  const { result } = part;
  if (result === null) return <EmptyPanel>Measurements of a part appear here once it is designed.</EmptyPanel>;
  return (
    <div className={PANEL} data-testid="inspect">
      <Size result={result} />
      <Mass result={result} />
      <Topology result={result} />
      <HoleTable holes={result.measurements?.holes ?? []} />
      <FaceTable faces={result.faces ?? []} />
    </div>
  );
}

function Size({ result }: { result: JobResult }) {
  const units = useStudio((state) => state.units);
  const box = result.measurements?.bounding_box;
  const size: [number, number, number] | undefined =
    box?.size ?? (result.dimensions === undefined ? undefined : [result.dimensions.x, result.dimensions.y, result.dimensions.z]);
  if (size === undefined) return null;
  return (
    <Section title="Size">
      <dl>
        <Row label="X × Y × Z">{formatSize(size, units)}</Row>
        {box === undefined ? null : (
          <>
            <Row label="From">
              {formatPoint(box.min, units)} {units}
            </Row>
            <Row label="To">
              {formatPoint(box.max, units)} {units}
            </Row>
          </>
        )}
      </dl>
    </Section>
  );
}

function Mass({ result: { measurements } }: { result: JobResult }) {
  const units = useStudio((state) => state.units);
  const [materialId, setMaterialId] = useState("steel");
  const material = MATERIALS.find(({ id }) => id === materialId) ?? MATERIALS[0];
  const volume = measurements?.volume_mm3;
  if (volume === undefined || material === undefined) return null;
  return (
    <Section
      title="Mass"
      aside={
        <select
          aria-label="Material"
          value={material.id}
          onChange={(event) => setMaterialId(event.target.value)}
          className="h-7 max-w-44 rounded-md border border-line-strong bg-surface px-1.5 text-xs text-ink"
        >
          {MATERIALS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      }
    >
      <dl>
        <Row label={`Mass at ${material.densityGCm3} g/cm³`}>
          <span data-testid="mass">{formatMass(volume, material.densityGCm3, units)}</span>
        </Row>
        <Row label="Volume">{formatVolume(volume, units)}</Row>
        {measurements?.area_mm2 === undefined ? null : <Row label="Surface area">{formatArea(measurements.area_mm2, units)}</Row>}
        {measurements?.center_of_mass === undefined ? null : (
          <Row label="Centre of mass">
            {formatPoint(measurements.center_of_mass, units)} {units}
          </Row>
        )}
      </dl>
    </Section>
  );
}

function Topology({ result: { measurements } }: { result: JobResult }) {
  if (measurements === undefined) return null;
  const { solids, faces, edges, vertices, valid } = measurements;
  return (
    <Section title="Solid">
      <dl>
        <Row label="Solids, faces, edges, vertices">{[solids, faces, edges, vertices].map((count) => count ?? "–").join(" · ")}</Row>
        {valid === undefined ? null : (
          <Row label="Validity">
            <span className={`inline-flex items-center gap-1 ${valid ? "text-good" : "text-danger"}`}>
              {valid ? <Check aria-hidden className="size-3.5" /> : <TriangleAlert aria-hidden className="size-3.5" />}
              {valid ? "Valid, closed" : "Not valid"}
            </span>
          </Row>
        )}
      </dl>
    </Section>
  );
}
