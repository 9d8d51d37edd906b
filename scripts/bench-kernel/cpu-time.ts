/** Processor time of the whole process: what V8 compiles or collects in the background counts against us. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
