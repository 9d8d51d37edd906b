import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createGuest } from "@/lib/accounts";
import { db } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { storage, verifySignedUrl } from "@/lib/storage";
import { announceUpload, confirmUpload, deleteExpiredFiles, findFile, findFileByKey, MAX_UPLOAD_BYTES, recordFile } from "./index";

withSpecDatabase();

const person = async () => (await createGuest()).id;

/** What the upload's address leads to: the route stores the body under the key that the address allows. */
async function send(uploadUrl: string, bytes: Uint8Array): Promise<void> {
  const allowed = verifySignedUrl(uploadUrl, "PUT");
  if (!allowed) throw new Error("the upload address is not good");
  await storage().put(allowed.key, bytes, allowed.contentType ?? "application/octet-stream");
}

describe("an upload", () => {
  it("is a file of its account once its bytes have arrived and are confirmed", async () => {
    const accountId = await person();
    const bytes = randomBytes(5_000);
    const upload = await announceUpload({ accountId, filename: "bracket.STEP", bytes: bytes.length });
    expect(upload.key).toMatch(/^uploads\/file_[0-9a-f]{24}\/source\.step$/);
    await expect(confirmUpload(accountId, upload.key)).rejects.toMatchObject({ code: "FILE_NOT_CONFIRMED" });
    expect(await findFileByKey(accountId, upload.key)).toBeNull();
    await send(upload.uploadUrl, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(await confirmUpload(accountId, upload.key)).toMatchObject({
      status: "confirmed",
      bytes: 5_000,
      sha256,
      filename: "bracket.STEP",
    });
    expect(await confirmUpload(accountId, upload.fileId)).toMatchObject({ id: upload.fileId });
    expect(Buffer.compare(await storage().get(upload.key), bytes)).toBe(0);
  });

  it("cannot be changed by its address any more once it is confirmed", async () => {
    const accountId = await person();
    const upload = await announceUpload({ accountId, filename: "a.step" });
    await send(upload.uploadUrl, Buffer.from("the good one"));
    await confirmUpload(accountId, upload.key);
    await send(upload.uploadUrl, Buffer.from("another one"));
    await confirmUpload(accountId, upload.key);
    expect(Buffer.from(await storage().get(upload.key)).toString()).toBe("the good one");
  });

  it("of another length or content than announced is refused", async () => {
    const accountId = await person();
    const longer = await announceUpload({ accountId, filename: "a.step", bytes: 3 });
    await send(longer.uploadUrl, Buffer.from("four"));
    await expect(confirmUpload(accountId, longer.key)).rejects.toMatchObject({ code: "FILE_MISMATCH" });
    const sha256 = createHash("sha256").update("good").digest("hex");
    const other = await announceUpload({ accountId, filename: "a.step", sha256 });
    await send(other.uploadUrl, Buffer.from("evil"));
    await expect(confirmUpload(accountId, other.key)).rejects.toMatchObject({ code: "FILE_MISMATCH" });
    expect(await findFileByKey(accountId, other.key)).toBeNull();
  });

  it("that is too large is refused when announced, and when it arrives unannounced", async () => {
    const accountId = await person();
    const announced = { accountId, filename: "a.step", bytes: MAX_UPLOAD_BYTES + 1 };
    await expect(announceUpload(announced)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    const upload = await announceUpload({ accountId, filename: "a.step" });
    await send(upload.uploadUrl, Buffer.alloc(11));
    await expect(confirmUpload(accountId, upload.key, 10)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  });

  it("never makes a path of the caller's file name", async () => {
    const accountId = await person();
    for (const filename of ["../../etc/passwd", "a/b.st ep", "x.\u202Epets", "", "a.step\r\nX: y"]) {
      const { key } = await announceUpload({ accountId, filename });
      expect(key).toMatch(/^uploads\/file_[0-9a-f]{24}\/source\.[a-z0-9]{1,8}$/);
    }
  });
});

describe("a file of one account", () => {
  it("is neither found, confirmed nor taken over by another", async () => {
    const [mine, theirs] = [await person(), await person()];
    const upload = await announceUpload({ accountId: theirs, filename: "a.step" });
    await send(upload.uploadUrl, Buffer.from("theirs"));
    await expect(confirmUpload(mine, upload.key)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await confirmUpload(theirs, upload.key);
    expect(await findFileByKey(mine, upload.key)).toBeNull();
    expect(await findFile(mine, upload.fileId)).toBeNull();
    const taken = { accountId: mine, key: upload.key, kind: "step", filename: "a", contentType: "x/y", bytes: 1 };
    await expect(recordFile(taken)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await findFileByKey(theirs, upload.key)).toMatchObject({ accountId: theirs, kind: "upload" });
  });
});

describe("files", () => {
  it("recorded twice are one record", async () => {
    const accountId = await person();
    const file = { accountId, key: "models/t/model.step", kind: "step", filename: "Part.step", contentType: "application/step", bytes: 10 };
    const first = await recordFile(file);
    expect(await recordFile({ ...file, bytes: 12 })).toMatchObject({ id: first.id, bytes: 12 });
  });

  it("whose time is over are gone, record and bytes, and no others", async () => {
    const accountId = await person();
    const file = { accountId, kind: "step", filename: "a", contentType: "x/y", bytes: 1 };
    await storage().put("old/one", Buffer.from("x"), "x/y");
    await storage().put("new/one", Buffer.from("x"), "x/y");
    await recordFile({ ...file, key: "old/one", expiresAt: new Date(Date.now() - 1_000) });
    await recordFile({ ...file, key: "new/one", expiresAt: new Date(Date.now() + 60_000) });
    expect(await findFileByKey(accountId, "old/one")).toBeNull();
    expect(await deleteExpiredFiles()).toBe(1);
    expect(await storage().head("old/one")).toBeNull();
    expect(await storage().head("new/one")).not.toBeNull();
    expect(await db().file.count({ where: { key: "new/one" } })).toBe(1);
  });
});
