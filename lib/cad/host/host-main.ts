import { compileModellingKernel } from "@/lib/cad/kernel/load-modelling-kernel";
import { serveHost } from "./host";
import { setKernelV8Flags } from "./v8-flags";

setKernelV8Flags();
// The kernel is compiled once; each worker starts from the shared module, in about half the time.
serveHost(compileModellingKernel);
