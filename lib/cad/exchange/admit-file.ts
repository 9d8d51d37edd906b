import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { checkIges } from "./check-iges";
import { FileFault } from "./file-fault";
import type { UnfoldingLimits } from "./part21/assembly";
import { checkPart21 } from "./part21/check-part21";
import { sniff } from "./sniff";

/**
 * Tells what a foreign file is and refuses what no kernel may see: bombs, broken structure, absurd numbers. Pure, so a
 * refusal leaves the kernel as it was.
 * @throws KernelError INVALID_FILE with the reason
 */
export async function admitFile(bytes: Uint8Array, limits?: UnfoldingLimits): ReturnType<typeof sniff> {
  const sniffed = await refusing("", () => sniff(bytes));
  if (sniffed.format === "step") await refusing("The STEP file can't be read: ", () => checkPart21(sniffed.content, limits));
  if (sniffed.format === "iges") await refusing("The IGES file can't be read: ", () => checkIges(sniffed.content));
  return sniffed;
}

/** Runs a check that needs no kernel; its refusals become the kernel's kind of refusal. */
export async function refusing<T>(before: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new KernelError(before === "" ? error.message : `${before}${error.message}.`, { code: "INVALID_FILE" });
  }
}
