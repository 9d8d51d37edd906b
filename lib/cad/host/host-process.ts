import { type ChildProcess, fork } from "node:child_process";
import { messageOf } from "@/lib/core/errors";
import type { Logger } from "@/lib/core/logger";
import { type FromHost, fromHost, type HostConfig, type ToHost } from "./messages";

export interface HostProcessOptions {
  hostPath: string;
  config: HostConfig;
  /** No word for so long, and the host counts as stuck and is killed. */
  heartbeatTimeoutMs: number;
  log: Logger;
  onMessage: (message: FromHost) => void;
  /** Ended, or never came up; called once. */
  onGone: (reason: string) => void;
}

/** Nothing of the parent's settings: the host has no database, no secrets, no options of ours. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TZ, LANG } = process.env;
  return { NODE_ENV: "production", PATH, HOME, TMPDIR, TZ, LANG };
}

/** One child process, from fork to exit. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #lastWordMs = performance.now();

  constructor({ hostPath, config, heartbeatTimeoutMs, log, onMessage, onGone }: HostProcessOptions) {
    this.#child = fork(hostPath, [JSON.stringify(config)], {
      serialization: "advanced",
      // The parent's flags (loaders, inspector) are not the host's.
      execArgv: [],
      env: bareEnvironment(),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let complaint = "";
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-2_000);
    });
    this.#child.on("message", (data) => {
      this.#lastWordMs = performance.now();
      const parsed = fromHost.safeParse(data);
      if (parsed.success) return onMessage(parsed.data);
      log.error("unreadable message of the kernel host", { error: parsed.error.message });
      this.kill();
    });
    const watch = this.#watchHeartbeat(heartbeatTimeoutMs, log);
    this.#exited = new Promise((resolve) => {
      let isGone = false;
      const gone = (reason: string) => {
        if (isGone) return;
        isGone = true;
        clearInterval(watch);
        resolve();
        onGone(reason);
      };
      // Also said of a signal that could not be sent; without a process id there never was a process.
      this.#child.on("error", (error) => this.#child.pid === undefined && gone(messageOf(error)));
      this.#child.once("exit", (code, signal) => gone([signal ?? `code ${code}`, complaint.trim()].filter(Boolean).join(": ")));
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: ToHost): void {
    // A send to a host that is just dying fails; its end is reported by `onGone`, which repeats the job.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Resolves when the process has ended. */
  async end(): Promise<void> {
    this.kill();
    await this.#exited;
  }

  #watchHeartbeat(timeoutMs: number, log: Logger): NodeJS.Timeout {
    const everyMs = timeoutMs / 4;
    let checkedMs = performance.now();
    const watch = setInterval(() => {
      const now = performance.now();
      // This process itself was held up (suspended, say): the host's words are waiting unread.
      if (now - checkedMs > everyMs * 2) this.#lastWordMs = now;
      checkedMs = now;
      if (now - this.#lastWordMs < timeoutMs) return;
      log.error("kernel host is silent and is killed", { silentMs: Math.round(now - this.#lastWordMs) });
      this.kill();
    }, everyMs);
    watch.unref();
    return watch;
  }
}
