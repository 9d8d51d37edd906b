/** The closed list of id prefixes. Tasks have none: a task id is a bare UUID v4, because it is also a credential. */
export const ID_PREFIXES = {
  account: "acct",
  conversation: "conv",
  turn: "turn",
  part: "part",
  revision: "rev",
  key: "key",
  file: "file",
  ledgerEntry: "led",
  outbox: "evt",
  request: "req",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A new random id: prefix, underscore, 24 hex digits (96 bits) from the CSPRNG. */
export function newId(kind: IdKind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${ID_PREFIXES[kind]}_${hex}`;
}

/** A new task id: UUID v4, 122 random bits. */
export function newTaskId(): string {
  return crypto.randomUUID();
}
