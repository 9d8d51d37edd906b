import "server-only";

export { contentDisposition, safeFilename } from "./content-disposition";
export { assertObjectKey } from "./object-key";
export { OBJECTS_PATH, type SignedAccess, verifySignedUrl } from "./signed-url";
export { type ObjectBody, type ObjectHead, type SignOptions, type Storage, storage } from "./storage";
