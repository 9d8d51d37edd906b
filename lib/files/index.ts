import "server-only";

export { deleteExpiredFiles, type FileRecord, filesOfTask, findFile, findFileByKey, type NewFile, recordFile } from "./files";
export { type Announcement, announceUpload, confirmUpload, MAX_UPLOAD_BYTES, type Upload } from "./uploads";
