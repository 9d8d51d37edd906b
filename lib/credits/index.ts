import "server-only";

export { balanceOf, charge, type Grant, grant, type LedgerMovement, ledgerOf, refund } from "./ledger";
