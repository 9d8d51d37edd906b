import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium; installs Debian's when there is none and this user may. Null when there is none to be had. */
export function chromiumPath(): string | null {
  const found = () => [process.env.CHROMIUM_PATH, ...PATHS].find((path) => path !== undefined && existsSync(path)) ?? null;
  const present = found();
  if (present || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return present;
  process.stdout.write("Installing Chromium from Debian, for the browser tests…\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: ["ignore", "ignore", "inherit"], env });
  return found();
}
