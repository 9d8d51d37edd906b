import "server-only";

export { peekAnonymous, pruneAddressWindows, takeAnonymous } from "./address-window";
export { type KeyUsage, type LimitState, takeGeneration, takeRequest, type Usage, usageOf, usageOfAccount } from "./key-usage";
