import type { MemoryUser } from "./pool";

/** Kernels start with about 100 MiB of heap; ending an idle worker below this gives too little back. */
const HEAVY_BYTES = 256 * 1_048_576;

/** What a breach of the memory limit leads to. */
export interface MemoryAction {
  end: MemoryUser[];
  /** Nothing is left to end: the process itself has to go. */
  restart: boolean;
}

/**
 * Whom to end when the process is over its limit: heavy idle workers, and unless they cover the excess the job whose
 * worker has the largest heap (between equals, the one that runs longest).
 */
export function decideOnMemory(rssBytes: number, limitBytes: number, users: MemoryUser[]): MemoryAction {
  const excess = rssBytes - limitBytes;
  if (excess <= 0) return { end: [], restart: false };
  const idle = users.filter(({ runningMs, heapBytes }) => runningMs === undefined && heapBytes > HEAVY_BYTES);
  if (idle.reduce((sum, { heapBytes }) => sum + heapBytes, 0) >= excess) return { end: idle, restart: false };
  const [heaviest] = users
    .filter(({ runningMs }) => runningMs !== undefined)
    .sort((a, b) => b.heapBytes - a.heapBytes || (b.runningMs ?? 0) - (a.runningMs ?? 0));
  const end = heaviest ? [...idle, heaviest] : idle;
  return { end, restart: end.length === 0 };
}
