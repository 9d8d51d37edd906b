import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { SERVICES } from "./base-services";

/** Longer labels are no labels, and each letter is a dozen edges. */
const MAX_LABEL_CHARACTERS = 200;

interface Letter {
  paths: [number, number, number][][];
}

/** A text as strokes in its own plane, centred on the origin; capitals are `height` high. */
export function strokesOf(text: string, height: number): [number, number][][] {
  if (text.length > MAX_LABEL_CHARACTERS) throw invalidInput(`A label has ${text.length} characters and may have ${MAX_LABEL_CHARACTERS}.`);
  if (text.trim() === "") return [];
  const service = SERVICES.text ?? {};
  const draw: unknown = Reflect.get(service, "vectorText");
  if (typeof draw !== "function") throw new Error("The package draws no texts.");
  const lines: { chars: Letter[] }[] = Reflect.apply(draw, service, [{ text, height, centerOnOrigin: true }]);
  // The package draws in the ground plane, whose second axis is Z.
  return lines.flatMap(({ chars }) => chars.flatMap(({ paths }) => paths.map((path) => path.map(([x, , z]): [number, number] => [x, z]))));
}
