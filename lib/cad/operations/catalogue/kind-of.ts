const KINDS: Record<string, string> = { COMPSOLID: "compSolid" };

/** The catalogue's word for a kind of shape: "solid", "compSolid". */
export function kindOf(type: string): string {
  const word = type.replace("TopAbs_", "");
  return KINDS[word] ?? word.toLowerCase();
}
