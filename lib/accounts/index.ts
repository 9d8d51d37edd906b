import "server-only";

export { type Account, createGuest, FREE_CREDITS, findAccount, findOrCreateRegistered, register, verifyPassword } from "./accounts";
