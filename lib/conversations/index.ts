import "server-only";

export {
  type Conversation,
  type ConversationDetail,
  createConversation,
  deleteConversation,
  findConversation,
  listConversations,
  renameConversation,
  type TurnView,
} from "./conversations";
export { type DesignContext, designContext } from "./design-context";
export {
  findPart,
  type HeadRevision,
  headRevision,
  listParts,
  type PartDetail,
  type PartView,
  type RevisionFile,
  type RevisionView,
} from "./parts";
export { type NewRevision, type Published, type PublishedFile, publishRevert, publishRevision } from "./publish";
export { publishReply, type Reply } from "./reply";
export { retiredFaces } from "./retired-faces";
export { type SubmittedTurn, submitTurn, type TurnSubmission } from "./turns";
