import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ResultFile } from "@/lib/contract/evaluation";

/** Files of a job's result, under paths of ours: a name that came from outside is only told. */
export class ResultFolder {
  readonly files: ResultFile[] = [];

  constructor(private readonly scratchDir: string) {}

  async add(key: string, filename: string, contentType: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.scratchDir, `result-${this.files.length}`);
    await writeFile(path, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    this.files.push({ key, path, filename, contentType, bytes: bytes.length, sha256 });
  }
}
