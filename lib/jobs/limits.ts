/** The limits of an Inngest server, kept here too, so that what works embedded works there. */
export const MAX_STEP_BYTES = 4 * 1024 * 1024;
export const MAX_RUN_BYTES = 32 * 1024 * 1024;
export const MAX_STEPS_PER_RUN = 1_000;
export const MAX_EVENT_BYTES = 256 * 1024;
export const MAX_EVENTS_PER_SEND = 100;

/**
 * A step that was in flight this often when its process ended, without any result since, fails its run: it must not take
 * the process down for ever. Not fewer: everything in flight is counted, also when the process died for another reason
 * (several kills in a row on a busy machine blamed innocent steps when this was 3, and once when it was 6).
 */
export const MAX_CRASHES = 10;

/** Event ids are remembered this long. */
export const EVENT_KEEP_MS = 25 * 3_600_000;
/** Idempotency keys of functions hold this long. */
export const IDEMPOTENCY_KEEP_MS = 24 * 3_600_000;
/** Finished runs are kept this long. */
export const RUN_KEEP_MS = 7 * 24 * 3_600_000;

/** Waits before attempts 2, 3, …; shorter than a server's, since nobody pays for a queue here. */
export const DEFAULT_BACKOFF_MS: readonly number[] = [1_000, 5_000, 15_000, 60_000, 300_000];
