type Matrix = number[];
/** One matrix, or several, of which the first comes first. */
type Transformation = Matrix | Matrix[];

function asList(transformation: Transformation): Matrix[] {
  return isMatrix(transformation) ? [transformation] : transformation;
}

function asLists(transformations: readonly Transformation[]): Matrix[][] {
  return transformations.map(asList);
}

function isMatrix(transformation: Transformation): transformation is Matrix {
  return typeof transformation[0] === "number";
}

/** The package takes lists of matrices alone. */
export function listedTransformation(operation: string, params: Record<string, unknown>): Record<string, unknown> {
  const { transformation } = params;
  if (!Array.isArray(transformation)) return params;
  const listed = operation.startsWith("transforms")
    ? asLists(transformation as Transformation[])
    : asList(transformation as Transformation);
  return { ...params, transformation: listed };
}
