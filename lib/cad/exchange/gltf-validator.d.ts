declare module "gltf-validator" {
  interface Issue {
    code: string;
    message: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    severity: number;
  }
  export function validateBytes(bytes: Uint8Array): Promise<{ issues: { messages: Issue[] } }>;
}
