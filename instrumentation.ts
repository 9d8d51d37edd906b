/** Runs once when the Next server starts: what works in the background begins here, in the bundle that the routes share. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { readiness } = await import("@/lib/core/readiness");
  // Next goes on whether this works or not: the server's entry, which waits for it, decides.
  await startBackground().then(readiness().resolve, readiness().reject);
}

async function startBackground(): Promise<void> {
  const { kernelHost } = await import("@/lib/cad/host/client");
  const { startDurableWork } = await import("@/inngest/start");
  const { onShutdown } = await import("@/lib/core/shutdown");
  const { registerHealthCheck } = await import("@/lib/http/health");
  const host = kernelHost();
  registerHealthCheck("kernel", async () => {
    const { state } = host.health();
    if (state !== "ready") throw new Error(`the kernel host is ${state}`);
  });
  onShutdown("kernel host", () => host.stop());
  await host.start();
  await startDurableWork();
}
