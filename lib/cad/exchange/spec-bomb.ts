import { readPart21 } from "./part21/records";

/** Numbers of what a part's file says about the part as a whole. */
interface Base {
  definition: number;
  definitionContext: number;
  productContext: number;
  representation: number;
  representationContext: number;
  last: number;
}

/**
 * The part of a STEP file as an assembly of assemblies, each of which holds the one below twice: 2^levels placements of it,
 * at 1.3 KB a level.
 * @param selfReferring the lowest assembly holds the highest
 */
export function assemblyBomb(part: Uint8Array, levels: number, { selfReferring = false } = {}): Uint8Array {
  const base = baseOf(part);
  let next = base.last;
  const lines: string[] = [];
  const add = (text: string) => {
    lines.push(`#${++next}=${text};`);
    return next;
  };
  const axis = (x: number) => add(`AXIS2_PLACEMENT_3D('',#${add(`CARTESIAN_POINT('',(${x}.,0.,0.))`)},$,$)`);
  const origin = axis(0);
  const assemblies: { definition: number; representation: number }[] = [
    { definition: base.definition, representation: base.representation },
  ];
  const use = (parent: (typeof assemblies)[number], child: (typeof assemblies)[number], placement: number) => {
    const occurrence = add(`NEXT_ASSEMBLY_USAGE_OCCURRENCE('${next}','','',#${parent.definition},#${child.definition},$)`);
    const shape = add(`PRODUCT_DEFINITION_SHAPE('','',#${occurrence})`);
    const transformation = add(`ITEM_DEFINED_TRANSFORMATION('','',#${origin},#${placement})`);
    const relation = add(
      `(REPRESENTATION_RELATIONSHIP('','',#${child.representation},#${parent.representation})` +
        `REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION(#${transformation})SHAPE_REPRESENTATION_RELATIONSHIP())`,
    );
    add(`CONTEXT_DEPENDENT_SHAPE_REPRESENTATION(#${relation},#${shape})`);
  };
  for (let level = 0; level < levels; level++) {
    const places = [0, 20 * 2 ** Math.min(level, 10)].map(axis);
    const product = add(`PRODUCT('A${level}','A${level}','',(#${base.productContext}))`);
    const formation = add(`PRODUCT_DEFINITION_FORMATION('','',#${product})`);
    const definition = add(`PRODUCT_DEFINITION('design','',#${formation},#${base.definitionContext})`);
    const shape = add(`PRODUCT_DEFINITION_SHAPE('','',#${definition})`);
    const items = [origin, ...places].map((place) => `#${place}`).join(",");
    const representation = add(`SHAPE_REPRESENTATION('',(${items}),#${base.representationContext})`);
    add(`SHAPE_DEFINITION_REPRESENTATION(#${shape},#${representation})`);
    const assembly = { definition, representation };
    for (const place of places) use(assembly, assemblies.at(-1) ?? assembly, place);
    assemblies.push(assembly);
  }
  const [, lowest] = assemblies;
  const highest = assemblies.at(-1);
  if (selfReferring && lowest && highest) use(lowest, highest, origin);
  const text = Buffer.from(part).toString("latin1");
  const end = text.lastIndexOf("ENDSEC;");
  return Buffer.from(`${text.slice(0, end)}${lines.join("\n")}\n${text.slice(end)}`, "latin1");
}

function baseOf(part: Uint8Array): Base {
  const records = [...readPart21(part)];
  const reference = (type: string, parameter: number): number => {
    const value = records.find((record) => record.type === type)?.parameters[parameter];
    if (typeof value === "object" && value !== null && "ref" in value) return value.ref;
    throw new Error(`The base of the bomb has no ${type}.`);
  };
  const representation = reference("SHAPE_DEFINITION_REPRESENTATION", 1);
  const [, , context] = records.find(({ id }) => id === representation)?.parameters ?? [];
  if (typeof context !== "object" || context === null || !("ref" in context)) throw new Error("The base of the bomb has no context.");
  const definition = records.find(({ type }) => type === "PRODUCT_DEFINITION")?.id ?? 0;
  return {
    definition,
    definitionContext: reference("PRODUCT_DEFINITION", 3),
    productContext: records.find(({ type }) => type === "PRODUCT_CONTEXT" || type === "MECHANICAL_CONTEXT")?.id ?? 0,
    representation,
    representationContext: context.ref,
    last: records.reduce((most, { id }) => Math.max(most, id), 0),
  };
}
