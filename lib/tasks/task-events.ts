import "server-only";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { db, listen } from "@/lib/db";
import { isTaskId, type TaskStatus, TERMINAL_STATUSES } from "./task";

/** NOTIFY channel; the payload is the task's id. */
export const TASK_CHANNEL = "task_events";

export interface TaskEvent {
  taskId: string;
  /** 1, 2, … without gaps: a client that reconnects asks for those after its last. */
  sequence: number;
  status: TaskStatus;
  progress: number;
  stage: string | null;
  message: string | null;
  createdAt: Date;
}

const MAX_EVENTS = 1_000;

/** Events of a task after a sequence number (0: all), in order. */
export async function taskEvents(taskId: string, afterSequence = 0): Promise<TaskEvent[]> {
  if (!isTaskId(taskId)) return [];
  return db().taskEvent.findMany({
    where: { taskId, sequence: { gt: afterSequence } },
    orderBy: { sequence: "asc" },
    take: MAX_EVENTS,
    select: { taskId: true, sequence: true, status: true, progress: true, stage: true, message: true, createdAt: true },
  });
}

type Wake = () => void;

/** Subscribers of this process by task, behind its one listening connection. */
interface FanOut {
  subscribers: Map<string, Set<Wake>>;
  listening: Promise<unknown> | undefined;
}

const fanOut = () => processSingleton<FanOut>("task-fan-out", () => ({ subscribers: new Map(), listening: undefined }));

function wakeSubscribers(taskId: string): void {
  const { subscribers } = fanOut();
  // No payload: the connection was away, and anyone may have missed something.
  const sets = taskId === "" ? [...subscribers.values()] : [subscribers.get(taskId) ?? new Set<Wake>()];
  for (const set of sets) for (const wake of [...set]) wake();
}

function addSubscriber(taskId: string, wake: Wake): () => void {
  const held = fanOut();
  held.listening ??= listen(TASK_CHANNEL, wakeSubscribers);
  const set = held.subscribers.get(taskId) ?? new Set();
  held.subscribers.set(taskId, set.add(wake));
  return () => {
    set.delete(wake);
    if (set.size === 0 && held.subscribers.get(taskId) === set) held.subscribers.delete(taskId);
  };
}

/** A notification can be lost with its connection; this often every subscriber looks for itself. */
const POLL_MS = 2_000;

/**
 * Calls `onEvent` with every event of a task after `afterSequence`, in order and once each, until it has ended
 * or the returned function is called.
 */
export function subscribeTask(taskId: string, onEvent: (event: TaskEvent) => void, afterSequence = 0): () => void {
  let last = afterSequence;
  let stopped = false;
  let reading = false;
  let again = false;

  const read = async (): Promise<void> => {
    if (stopped) return;
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        for (const event of await taskEvents(taskId, last)) {
          if (stopped) return;
          last = event.sequence;
          onEvent(event);
          if (TERMINAL_STATUSES.includes(event.status)) stop();
        }
      } while (again && !stopped);
    } catch (error) {
      // The next poll tries again.
      log().debug("task events not read", { error: messageOf(error) });
    } finally {
      reading = false;
    }
  };

  const remove = addSubscriber(taskId, () => void read());
  const poll = setInterval(() => void read(), POLL_MS);
  poll.unref();
  function stop(): void {
    stopped = true;
    clearInterval(poll);
    remove();
  }
  void read();
  return stop;
}
