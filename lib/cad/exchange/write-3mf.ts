import { strToU8, zipSync } from "fflate";
import { type BodyMesh, meshBounds } from "@/lib/cad/mesh/body-mesh";
import { type WeldedMesh, weld, weldToleranceMm } from "@/lib/cad/mesh/weld";

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>
`;

const RELATIONSHIPS = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rel0" Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>
`;

/** Zip entries carry a local time; built from local parts it is the same bytes in every time zone. */
const ENTRY_TIME = new Date(1980, 0, 1);

/**
 * Writes a 3MF package: one object per body, vertices shared so that each is a closed manifold. Millimetres, Z up.
 * @param name of the part; each object carries it
 * @source 3MF Core Specification 1.3
 */
export function write3mf(meshes: readonly BodyMesh[], name: string): Uint8Array {
  const bounds = meshBounds(meshes);
  const extentMm = bounds ? Math.max(...bounds.max.map((high, axis) => high - (bounds.min[axis] ?? 0))) : 1;
  const bodies = meshes
    .map((mesh) => weld(mesh.positions, mesh.indices, weldToleranceMm(extentMm)))
    .filter((body) => body.indices.length > 0);
  const objects = bodies.map((body, index) => objectXml(body, index + 1, bodies.length > 1 ? `${name} ${index + 1}` : name));
  const items = bodies.map((_, index) => `<item objectid="${index + 1}"/>`);
  const model = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">',
    `<metadata name="Title">${escapeXml(name)}</metadata><metadata name="Application">Partwright</metadata>`,
    `<resources>${objects.join("\n")}</resources>`,
    `<build>${items.join("")}</build>`,
    "</model>\n",
  ].join("\n");
  return zipSync(
    { "[Content_Types].xml": strToU8(CONTENT_TYPES), "_rels/.rels": strToU8(RELATIONSHIPS), "3D/3dmodel.model": strToU8(model) },
    { mtime: ENTRY_TIME, level: 6 },
  );
}

function objectXml(body: WeldedMesh, id: number, name: string): string {
  const lines = [`<object id="${id}" type="model" name="${escapeXml(name)}"><mesh><vertices>`];
  for (let i = 0; i + 2 < body.positions.length; i += 3) {
    lines.push(`<vertex x="${decimal(body.positions[i])}" y="${decimal(body.positions[i + 1])}" z="${decimal(body.positions[i + 2])}"/>`);
  }
  lines.push("</vertices><triangles>");
  for (let i = 0; i + 2 < body.indices.length; i += 3) {
    lines.push(`<triangle v1="${body.indices[i]}" v2="${body.indices[i + 1]}" v3="${body.indices[i + 2]}"/>`);
  }
  lines.push("</triangles></mesh></object>");
  return lines.join("\n");
}

/** Nanometres are finer than single precision holds at any size that is printed; never an exponent of -0. */
function decimal(millimetres = 0): string {
  return String(Math.round(millimetres * 1e6) / 1e6 || 0);
}

const XML_ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text for XML 1.0: markup escaped, characters that XML cannot hold left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/\p{Surrogate}|[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? "");
}
