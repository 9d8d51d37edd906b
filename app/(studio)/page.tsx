import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Studio } from "@/components/studio/studio";

/** Slugs of the example pictures that exist; a card without one shows its words only. */
function exampleThumbnails(): string[] {
  try {
    return readdirSync(join(process.cwd(), "public", "examples"))
      .filter((name) => name.endsWith(".png"))
      .map((name) => name.slice(0, -".png".length));
  } catch {
    return [];
  }
}

export default function StudioPage() {
  return <Studio exampleThumbnails={exampleThumbnails()} />;
}
