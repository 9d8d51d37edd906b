import "server-only";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { db, type JsonObject, type Queryable } from "@/lib/db";
import { after, pageOf } from "./cursor";

export interface RevisionFile {
  kind: string;
  key: string;
  filename: string;
  contentType: string;
  bytes: number;
}

export interface RevisionView {
  number: number;
  /** The revision it was made from. */
  parentNumber: number | null;
  summary: string;
  createdAt: Date;
  /** Size of the bounding box, mm. */
  dimensions: { x: number; y: number; z: number };
  files: RevisionFile[];
}

export interface PartView {
  id: string;
  conversationId: string;
  name: string;
  /** Number of the head. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A part with its line of revisions and its head in full. */
export interface PartDetail extends PartView {
  revisions: RevisionView[];
  head: HeadRevision;
}

/** A revision in full, with the part it belongs to. */
export interface HeadRevision {
  partId: string;
  partName: string;
  conversationId: string;
  revisionId: string;
  number: number;
  isHead: boolean;
  taskId: string | null;
  prompt: string;
  /** Absent for an imported file. */
  plan: Plan | null;
  planHash: string | null;
  summary: string;
  measurements: Measurements;
  faces: FaceRecord[];
  parameters: JsonObject | unknown[];
  result: JsonObject;
  files: RevisionFile[];
  createdAt: Date;
}

const fileFields = { kind: true, key: true, filename: true, contentType: true, bytes: true } as const;
const files = { select: fileFields, orderBy: { createdAt: "asc" } } as const;

interface PartRow {
  id: string;
  conversationId: string;
  name: string;
  headNumber: number;
  createdAt: Date;
  updatedAt: Date;
}

const viewOf = ({ id, conversationId, name, headNumber, createdAt, updatedAt }: PartRow): PartView => ({
  id,
  conversationId,
  name,
  revision: headNumber,
  createdAt,
  updatedAt,
});

interface RevisionRow {
  id: string;
  number: number;
  taskId: string | null;
  prompt: string;
  plan: unknown;
  planHash: string | null;
  summary: string;
  measurements: unknown;
  faces: unknown;
  parameters: unknown;
  result: unknown;
  createdAt: Date;
  files: RevisionFile[];
}

/** The JSON columns hold what `publishRevision` wrote, which was typed then. */
function revisionOf(row: RevisionRow, part: PartRow): HeadRevision {
  return {
    partId: part.id,
    partName: part.name,
    conversationId: part.conversationId,
    revisionId: row.id,
    number: row.number,
    isHead: row.number === part.headNumber,
    taskId: row.taskId,
    prompt: row.prompt,
    plan: row.plan as Plan | null,
    planHash: row.planHash,
    summary: row.summary,
    measurements: row.measurements as Measurements,
    faces: row.faces as FaceRecord[],
    parameters: row.parameters as JsonObject | unknown[],
    result: row.result as JsonObject,
    files: row.files,
    createdAt: row.createdAt,
  };
}

/** A revision by number, the head unless told otherwise. */
async function revisionIn(on: Queryable, part: PartRow, number: number = part.headNumber): Promise<HeadRevision | null> {
  const row = await on.revision.findUnique({ where: { partId_number: { partId: part.id, number } }, include: { files } });
  return row && revisionOf(row, part);
}

async function detailOf(part: PartRow | null): Promise<PartDetail | null> {
  if (!part) return null;
  const head = await revisionIn(db(), part);
  if (!head) return null;
  const rows = await db().revision.findMany({
    where: { partId: part.id },
    orderBy: { number: "asc" },
    select: { number: true, parentNumber: true, summary: true, createdAt: true, measurements: true, files },
  });
  const revisions = rows.map(({ measurements, ...row }): RevisionView => {
    const [x, y, z] = (measurements as Measurements).bounding_box.size;
    return { ...row, dimensions: { x, y, z } };
  });
  return { ...viewOf(part), revisions, head };
}

/** The part of a conversation whose ownership the caller has established. */
export async function partOfConversation(conversationId: string): Promise<PartDetail | null> {
  return detailOf(await db().part.findUnique({ where: { conversationId } }));
}

/** A part of an account; another's is not found. */
export async function findPart(accountId: string, partId: string): Promise<PartDetail | null> {
  return detailOf(await db().part.findFirst({ where: { id: partId, accountId } }));
}

/** Parts of an account, newest first. */
export async function listParts(
  accountId: string,
  { cursor, limit }: { cursor?: string | null; limit: number },
): Promise<{ parts: PartView[]; nextCursor: string | null }> {
  const rows = await db().part.findMany({
    where: { accountId, ...after(cursor) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit);
  return { parts: page.rows.map(viewOf), nextCursor: page.nextCursor };
}

/** Names a revision of an account's part: the head, unless a number is given. */
export interface RevisionOf {
  conversationId?: string | null;
  partId?: string | null;
  revision?: number | null;
}

/** A revision of a part or conversation of an account; null when there is none, or it is another's. */
export async function headRevision(accountId: string, { conversationId, partId, revision }: RevisionOf): Promise<HeadRevision | null> {
  if (!conversationId && !partId) return null;
  const part = await db().part.findFirst({
    where: { accountId, ...(partId && { id: partId }), ...(conversationId && { conversationId }) },
  });
  return part && revisionIn(db(), part, revision ?? part.headNumber);
}
