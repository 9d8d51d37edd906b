/** Runs once when the Next server starts: what works in the background begins here, in the bundle that the routes share. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { kernelHost } = await import("@/lib/cad/host/client");
  const { startDurableWork } = await import("@/inngest/start");
  const { onShutdown } = await import("@/lib/core/shutdown");
  const host = kernelHost();
  onShutdown("kernel host", () => host.stop());
  await host.start();
  await startDurableWork();
}
