import { z } from "zod";
import file from "./standards.json";

const materials = z.object({ rows: z.array(z.looseObject({ name: z.string(), density_g_cm3: z.number() })) }).parse(file.materials).rows;

const STEEL = { name: "steel", density: 7.85 };

/** Density of the material that a text names, in g/cm³; steel when it names none. */
export function densityOf(text: string): { name: string; density: number; assumed: boolean } {
  const plain = text.toLowerCase().replace("aluminum", "aluminium");
  const found =
    materials.find(({ name }) => plain.includes(name.toLowerCase())) ??
    materials.find(({ name }) => plain.split(/\W+/).includes(name.toLowerCase().split(/[ /]/)[0] ?? name));
  if (found === undefined) return { ...STEEL, assumed: true };
  return { name: found.name, density: found.density_g_cm3, assumed: false };
}
