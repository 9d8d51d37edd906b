import "server-only";

export { claimOutbox, OUTBOX_CHANNEL, type OutboxEvent } from "./outbox";
export { cancelTask, completeTask, failAbandonedTasks, failTask, markStarted, reportProgress } from "./progress";
export { findSubmission, type Submission, type Submitted, submitTask, submitTaskIn } from "./submit";
export { findTask, findTaskOf, listTasks, type Task, type TaskError, type TaskKind, type TaskStatus, TERMINAL_STATUSES } from "./task";
export { subscribeTask, type TaskEvent, taskEvents } from "./task-events";
