import { processSingleton } from "./process-singleton";

interface Readiness {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Whether what works in the background has started: told by the instrumentation, awaited by the server's entry. */
export function readiness(): Readiness {
  return processSingleton("readiness", () => {
    let resolve: Readiness["resolve"] = () => undefined;
    let reject: Readiness["reject"] = () => undefined;
    const promise = new Promise<void>((fulfil, fail) => {
      resolve = fulfil;
      reject = fail;
    });
    promise.catch(() => undefined); // whoever awaits it hears of it
    return { promise, resolve, reject };
  });
}
