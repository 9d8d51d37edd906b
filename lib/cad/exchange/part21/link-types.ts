/** Entities of which the assembly is made, and faces, which say how much there is to show. */
export const LINK_TYPES = {
  NEXT_ASSEMBLY_USAGE_OCCURRENCE: 1,
  PRODUCT_DEFINITION_SHAPE: 2,
  SHAPE_DEFINITION_REPRESENTATION: 3,
  CONTEXT_DEPENDENT_SHAPE_REPRESENTATION: 4,
  REPRESENTATION_RELATIONSHIP: 5,
  SHAPE_REPRESENTATION_RELATIONSHIP: 6,
  REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION: 7,
  MAPPED_ITEM: 8,
  ADVANCED_FACE: 9,
  FACE_SURFACE: 10,
} as const;
/** Code of a type by its name. */
export const LINK_CODES: ReadonlyMap<string, number> = new Map<string, number>(Object.entries(LINK_TYPES));
