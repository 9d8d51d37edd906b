import type { Endpoint } from "../endpoint";
import { createAccount, createToken, getHealth, getMe, sessionToken, topUp } from "./accounts";
import {
  createConversation,
  deleteConversation,
  getConversation,
  getPart,
  listConversations,
  listParts,
  renameConversation,
  revertConversation,
} from "./conversations";
import { downloadFile, exportPart } from "./exports";
import { cancelJob, generate, getJob, importPart, jobEvents, uploadFile } from "./job";
import { createKey, getUsage, listKeys, revokeKey } from "./keys";

/** Every endpoint there is: OpenAPI, the reference and the contract walk are made from this list. */
export const ENDPOINTS: readonly Endpoint[] = [
  createConversation,
  listConversations,
  getConversation,
  renameConversation,
  deleteConversation,
  revertConversation,
  generate,
  getJob,
  jobEvents,
  cancelJob,
  exportPart,
  downloadFile,
  listParts,
  getPart,
  uploadFile,
  importPart,
  createToken,
  sessionToken,
  createKey,
  listKeys,
  revokeKey,
  getUsage,
  getMe,
  createAccount,
  topUp,
  getHealth,
];
