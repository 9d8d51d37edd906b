import { processSingleton } from "./process-singleton";

interface Closer {
  name: string;
  close: () => Promise<void> | void;
}

const closers = () => processSingleton<Closer[]>("shutdown", () => []);

/** Registers what must be closed when the process ends; the last registered closes first. */
export function onShutdown(name: string, close: Closer["close"]): void {
  closers().push({ name, close });
}

/** Closes everything, each within `timeoutMs`; a closer that fails or hangs does not keep the others from closing. */
export async function runShutdown(report: (name: string, error: unknown) => void, timeoutMs = 10_000): Promise<void> {
  for (let closer = closers().pop(); closer; closer = closers().pop()) {
    const { name, close } = closer;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not closed after ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      await Promise.race([Promise.resolve().then(close), late]);
    } catch (error) {
      report(name, error);
    } finally {
      clearTimeout(timer);
    }
  }
}
