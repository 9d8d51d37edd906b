/** What a key may do. The first four belong to the part API and are what a key gets unless told otherwise. */
export const PERMISSIONS = ["generate", "export", "import", "parts:read", "models", "cad", "convert", "files", "tasks"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const DEFAULT_PERMISSIONS: readonly Permission[] = ["generate", "export", "import", "parts:read"];
