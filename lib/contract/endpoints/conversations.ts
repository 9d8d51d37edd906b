import { z } from "zod";
import { defineEndpoint } from "../endpoint";
import { faceRecord, measurements } from "../geometry";
import { conversationName, cursor, fileLink, isoTime, opaqueId, pageLimit, xyz } from "./common";
import { jobResult, resolvedParameter } from "./job";

const conversationHead = z.object({ conversation_id: z.string(), name: z.string(), created_at: isoTime });

export const revisionView = z.object({
  revision: z.number().int(),
  summary: z.string(),
  created_at: isoTime,
  dimensions: xyz.nullable(),
  thumbnail_url: z.url().nullable(),
});

export const turnView = z.object({
  turn_id: z.string(),
  number: z.number().int(),
  prompt: z.string(),
  selected_faces: z.array(z.string()),
  created_at: isoTime,
  outcome: z.enum(["part", "question", "failed", "answer", "pending"]),
  job_id: z.string().nullable(),
  summary: z.string().nullable(),
  questions: z.array(z.unknown()),
  assumptions: z.array(z.unknown()),
  warnings: z.array(z.unknown()),
  error: z.string().nullable(),
  revision: z.number().int().nullable(),
});

const conversationParams = z.strictObject({ conversation_id: opaqueId });
const listQuery = z.strictObject({ cursor: cursor.optional(), limit: pageLimit });

export const createConversation = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/conversations",
  summary: "Opens a conversation: the place where a part is designed over several turns.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 201,
  body: z.strictObject({ name: conversationName.optional() }),
  data: conversationHead,
  errors: [],
});

export const listConversations = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/conversations",
  summary: "Your conversations, newest first.",
  accepts: ["key", "session"],
  permission: "parts:read",
  status: 200,
  query: listQuery,
  data: z.object({ conversations: z.array(conversationHead), next_cursor: z.string().nullable() }),
  errors: [],
});

export const getConversation = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/conversations/{conversation_id}",
  summary: "One conversation with its turns, its part's revisions and the newest result.",
  accepts: ["key", "session"],
  permission: "parts:read",
  status: 200,
  params: conversationParams,
  data: conversationHead.extend({
    turns: z.array(turnView),
    part: z.object({ part_id: z.string(), name: z.string(), revision: z.number().int(), revisions: z.array(revisionView) }).nullable(),
    result: jobResult.nullable(),
  }),
  errors: ["NOT_FOUND"],
});

export const renameConversation = defineEndpoint({
  half: "part",
  method: "PATCH",
  path: "/conversations/{conversation_id}",
  summary: "Renames a conversation.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 200,
  params: conversationParams,
  body: z.strictObject({ name: conversationName }),
  data: conversationHead,
  errors: ["NOT_FOUND"],
});

export const deleteConversation = defineEndpoint({
  half: "part",
  method: "DELETE",
  path: "/conversations/{conversation_id}",
  summary: "Deletes a conversation and its part.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 200,
  params: conversationParams,
  data: z.object({ conversation_id: z.string(), deleted: z.literal(true) }),
  errors: ["NOT_FOUND"],
});

export const revertConversation = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/conversations/{conversation_id}/revert",
  summary: "Goes back to an earlier revision of the part. Costs nothing.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 200,
  params: conversationParams,
  body: z.strictObject({ revision: z.number().int().min(1).max(1_000_000) }),
  data: z.object({ conversation_id: z.string(), part_id: z.string(), revision: z.number().int() }),
  errors: ["NOT_FOUND"],
});

const partHead = z.object({
  part_id: z.string(),
  conversation_id: z.string(),
  name: z.string(),
  revision: z.number().int(),
  created_at: isoTime,
  thumbnail_url: z.url().nullable(),
});

export const listParts = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/parts",
  summary: "Your parts, newest first.",
  accepts: ["key", "session"],
  permission: "parts:read",
  status: 200,
  query: listQuery,
  data: z.object({ parts: z.array(partHead), next_cursor: z.string().nullable() }),
  errors: [],
});

export const getPart = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/parts/{part_id}",
  summary: "One part: revisions, measurements, faces, parameters and links to its files.",
  accepts: ["key", "session"],
  permission: "parts:read",
  status: 200,
  params: z.strictObject({ part_id: opaqueId }),
  data: partHead.extend({
    summary: z.string(),
    dimensions: xyz.nullable(),
    measurements: measurements.partial().nullable(),
    faces: z.array(faceRecord.partial()),
    parameters: z.array(resolvedParameter),
    revisions: z.array(revisionView),
    files: z.array(fileLink),
  }),
  errors: ["NOT_FOUND"],
});
