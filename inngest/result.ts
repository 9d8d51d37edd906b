import type { z } from "zod";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { PartResult } from "@/lib/contract/kernel-job";
import type { assumption, Plan, Question } from "@/lib/contract/plan";
import type { Published, PublishedFile } from "@/lib/conversations";
import type { JsonObject } from "@/lib/db";
import { safeFilename } from "./filename";
import type { StoredFile } from "./kernel-work";

interface ResultParts {
  taskId: string;
  conversationId: string;
  summary: string;
  measurements: Measurements;
  faces: FaceRecord[];
  files: StoredFile[];
  parameters: ParameterView[];
  assumptions: z.infer<typeof assumption>[];
  questions: Question[];
  warnings: string[];
  planner: "embedded" | "model";
  timings: PartResult["timings"];
}

/** What `GET /job` answers for a part, without the addresses that are made at each answer. */
export function partResult(parts: ResultParts, published: Published): JsonObject {
  const { measurements, files } = parts;
  const [x, y, z] = measurements.bounding_box.size;
  const keyOf = (format: StoredFile["format"]) => files.find((file) => file.format === format)?.key;
  const result = {
    success: true,
    summary: parts.summary,
    glb_key: keyOf("glb"),
    step_key: keyOf("step"),
    thumbnail_key: keyOf("png"),
    dimensions: { x: shown(x), y: shown(y), z: shown(z) },
    job_id: parts.taskId,
    part_id: published.partId,
    revision: published.revision,
    conversation_id: parts.conversationId,
    measurements,
    faces: parts.faces,
    parameters: parts.parameters,
    assumptions: parts.assumptions,
    questions: parts.questions,
    warnings: parts.warnings,
    planner: parts.planner,
    timings: parts.timings,
  };
  return JSON.parse(JSON.stringify(result)) as JsonObject;
}

/** Without the last bits of kernel arithmetic: a 50 mm plate is 50 mm. */
function shown(mm: number): number {
  return Number(mm.toFixed(6));
}

export interface ParameterView {
  name: string;
  value: number;
  unit: string;
  source: string;
  expression?: string;
  min?: number;
  max?: number;
  step?: number;
  note?: string;
  tolerance?: string;
}

/** Parameters with their values worked out, in the plan's order. */
export function parameterViews(plan: Plan, values: Record<string, number>): ParameterView[] {
  return Object.entries(plan.params).flatMap(([name, { expr, unit, source, min, max, step, note, tolerance }]) => {
    const value = values[name];
    if (value === undefined) return [];
    return [
      {
        name,
        value,
        unit,
        source,
        ...(expr !== undefined && { expression: expr }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(step !== undefined && { step }),
        ...(note !== undefined && { note }),
        ...(tolerance !== undefined && { tolerance }),
      },
    ];
  });
}

/** Files of a revision, named after the part. */
export function publishedFiles(partName: string, files: readonly StoredFile[]): PublishedFile[] {
  return files.map(({ format, key, contentType, bytes, sha256 }) => ({
    key,
    kind: format,
    filename: safeFilename(partName, key.slice(key.lastIndexOf(".") + 1)),
    contentType,
    bytes,
    sha256,
  }));
}
