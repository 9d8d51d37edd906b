import { beforeAll, describe, expect, it } from "vitest";
import { balanceOf } from "@/lib/credits";
import { pool, transaction } from "@/lib/db";
import { withSpecDatabase } from "@/lib/db/spec-database";
import { completeTask, failTask, markStarted, reportProgress } from "@/lib/tasks";
import { owner } from "./accounts";
import { ask, codeOf, send, signIn } from "./client";

withSpecDatabase();

let alice: Awaited<ReturnType<typeof owner>>;
let bob: Awaited<ReturnType<typeof owner>>;

beforeAll(async () => {
  alice = await owner("alice", { credits: 98 });
  bob = await owner("bob");
});

const plain = (text: string) => text.replace(/req_\w+/, "");
const tasks = async () => Number((await pool().query<{ count: string }>("SELECT count(*) FROM tasks")).rows[0]?.count);

async function conversation(key: string, name = "Bracket"): Promise<string> {
  return String((await ask("POST", "/conversations", { name }, { key })).body.conversation_id);
}

describe("POST /conversations", () => {
  it("answers 201 with a conv_ id, also without a body", async () => {
    const named = await ask("POST", "/conversations", { name: "API bracket" }, { key: alice.key });
    expect(named).toMatchObject({ status: 201, body: { conversation_id: expect.stringMatching(/^conv_/), name: "API bracket" } });
    expect((await ask("POST", "/conversations", undefined, { key: alice.key })).status).toBe(201);
  });

  it("lists newest first, in pages without gap or overlap", async () => {
    const { key } = await owner("pages");
    const made = [];
    for (let index = 0; index < 5; index += 1) made.unshift(await conversation(key, `c${index}`));
    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const { body } = await ask("GET", `/conversations?limit=2${cursor ? `&cursor=${cursor}` : ""}`, undefined, { key });
      seen.push(...(body.conversations as { conversation_id: string }[]).map(({ conversation_id }) => conversation_id));
      cursor = body.next_cursor as string | null;
      if (cursor === null) break;
    }
    expect(seen).toEqual(made);
  });

  it.each(["limit=0", "limit=101", "limit=x", "cursor=%20", "cursor=nonsense", "page=1"])("refuses the query %s", async (query) => {
    expect((await ask("GET", `/conversations?${query}`, undefined, { key: alice.key })).status).toBe(400);
  });

  it("renames and deletes", async () => {
    const id = await conversation(alice.key);
    expect((await ask("PATCH", `/conversations/${id}`, { name: "New" }, { key: alice.key })).body).toMatchObject({ name: "New" });
    expect((await ask("DELETE", `/conversations/${id}`, undefined, { key: alice.key })).body).toEqual({
      conversation_id: id,
      deleted: true,
    });
    expect((await ask("GET", `/conversations/${id}`, undefined, { key: alice.key })).status).toBe(404);
  });
});

describe("POST /generate", () => {
  it("answers as the guide shows, charges one credit, and makes a conversation where none is given", async () => {
    const before = await balanceOf(alice.accountId);
    const { status, body } = await ask("POST", "/generate", { prompt: "A 50 mm cube" }, { key: alice.key });
    expect(status).toBe(200);
    expect(body).toEqual({
      job_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      status: "processing",
      credits_remaining: before - 1,
      conversation_id: expect.stringMatching(/^conv_/),
    });
    const { body: found } = await ask("GET", `/conversations/${body.conversation_id}`, undefined, { key: alice.key });
    expect(found).toMatchObject({
      turns: [{ number: 1, prompt: "A 50 mm cube", outcome: "pending", job_id: body.job_id }],
      part: null,
      result: null,
    });
  });

  it("is open to a guest's session, who pays from the two free credits, and then gets 402", async () => {
    const cookie = (await signIn("guest")) ?? "";
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(await ask("POST", "/generate", { prompt: "cube" }, { cookie }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 402]);
    expect(answers.map(codeOf)).toEqual([undefined, undefined, "INSUFFICIENT_CREDITS"]);
  });

  it("starts nothing without a credit, not even a conversation", async () => {
    const { key } = await owner("poor");
    const before = await tasks();
    const made = await Promise.all(Array.from({ length: 10 }, () => ask("POST", "/generate", { prompt: "cube" }, { key })));
    expect(made.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(made.filter(({ status }) => status === 402)).toHaveLength(8);
    expect(await tasks()).toBe(before + 2);
    expect(((await ask("GET", "/conversations", undefined, { key })).body.conversations as unknown[]).length).toBe(2);
  });

  it.each<[string, unknown, number, string]>([
    ["an empty prompt", { prompt: "" }, 400, "VALIDATION_ERROR"],
    ["a blank prompt", { prompt: " \n\t " }, 400, "VALIDATION_ERROR"],
    ["no prompt", {}, 400, "VALIDATION_ERROR"],
    ["a number as prompt", { prompt: 5 }, 400, "VALIDATION_ERROR"],
    ["null as prompt", { prompt: null }, 400, "VALIDATION_ERROR"],
    ["a prompt of 100 kB", { prompt: "box ".repeat(25_600) }, 400, "VALIDATION_ERROR"],
    ["a prompt of 200 kB", { prompt: "box ".repeat(51_200) }, 413, "PAYLOAD_TOO_LARGE"],
    ["a prompt with NUL", { prompt: "box\u0000" }, 400, "VALIDATION_ERROR"],
    ["an unknown field", { prompt: "box", model: "x" }, 400, "VALIDATION_ERROR"],
    ["a list as body", [], 400, "VALIDATION_ERROR"],
    ["broken JSON", "{", 400, "INVALID_JSON"],
    ["Python's None", '{"prompt": None}', 400, "INVALID_JSON"],
    ["an unknown conversation", { prompt: "box", conversation_id: `conv_${"0".repeat(24)}` }, 404, "NOT_FOUND"],
    ["a conversation id with a path in it", { prompt: "box", conversation_id: "../../etc" }, 400, "VALIDATION_ERROR"],
    ["an unknown upload", { prompt: "box", imported_step_key: "uploads/file_0/source.step" }, 404, "NOT_FOUND"],
    ["faces that are no labels", { prompt: "box", selected_faces: ["top"] }, 400, "VALIDATION_ERROR"],
    ["a parameter that is no number", { parameters: { width: "60" } }, 400, "VALIDATION_ERROR"],
  ])("refuses %s and charges nothing", async (_, body, status, code) => {
    const [credits, count] = [await balanceOf(alice.accountId), await tasks()];
    const answer = await ask("POST", "/generate", body, { key: alice.key });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.text.length).toBeLessThan(2_000);
    expect([await balanceOf(alice.accountId), await tasks()]).toEqual([credits, count]);
  });

  it("refuses a form and plain text with 415", async () => {
    const answer = await ask(
      "POST",
      "/generate",
      "prompt=box",
      { key: alice.key },
      { "Content-Type": "application/x-www-form-urlencoded" },
    );
    expect([answer.status, codeOf(answer)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it("makes one task for one idempotency key, however often and however many at once", async () => {
    const [credits, count] = [await balanceOf(alice.accountId), await tasks()];
    const body = { prompt: "idempotent cube" };
    const headers = { "Idempotency-Key": "once" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("POST", "/generate", body, { key: alice.key }, headers)));
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map((answer) => answer.body.job_id)).size).toBe(1);
    for (const answer of answers) if (answer.status !== 200) expect(codeOf(answer)).toBe("IDEMPOTENCY_IN_PROGRESS");
    const again = await ask("POST", "/generate", body, { key: alice.key }, headers);
    expect(again.body).toEqual(made[0]?.body);
    expect(codeOf(await ask("POST", "/generate", { prompt: "another" }, { key: alice.key }, headers))).toBe("IDEMPOTENCY_MISMATCH");
    expect([await balanceOf(alice.accountId), await tasks()]).toEqual([credits - 1, count + 1]);
  });
});

describe("what belongs to another", () => {
  it("looks exactly like what does not exist, wherever an id can be given", async () => {
    const theirs = await conversation(bob.key);
    const missing = `conv_${"0".repeat(24)}`;
    const tries = (id: string) => [
      ask("GET", `/conversations/${id}`, undefined, { key: alice.key }),
      ask("PATCH", `/conversations/${id}`, { name: "mine" }, { key: alice.key }),
      ask("DELETE", `/conversations/${id}`, undefined, { key: alice.key }),
      ask("POST", `/conversations/${id}/revert`, { revision: 1 }, { key: alice.key }),
      ask("POST", "/generate", { prompt: "box", conversation_id: id }, { key: alice.key }),
      ask("POST", "/export", { conversation_id: id, format: "step" }, { key: alice.key }),
    ];
    const [first, second] = [await Promise.all(tries(theirs)), await Promise.all(tries(missing))];
    expect(first.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(first.map(({ text }) => plain(text))).toEqual(second.map(({ text }) => plain(text)));
    expect((await ask("GET", `/conversations/${theirs}`, undefined, { key: bob.key })).body).toMatchObject({ name: "Bracket" });
  });
});

describe("GET /job/{job_id}", () => {
  async function start(): Promise<string> {
    return String((await ask("POST", "/generate", { prompt: "cube" }, { key: alice.key })).body.job_id);
  }

  it("needs no credential, may not be stored, and tells progress", async () => {
    const id = await start();
    await markStarted(id);
    await reportProgress(id, { stage: "building", fraction: 0.4 });
    const { status, body, headers } = await ask("GET", `/job/${id}`);
    expect(status).toBe(200);
    expect(body).toEqual({ job_id: id, status: "processing", progress: 40, stage: "building" });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("gives a failure's sentence, and the credit is back once", async () => {
    const id = await start();
    const credits = await balanceOf(alice.accountId);
    await failTask(id, { code: "KERNEL_FAILED", message: "The hole is larger than the plate." }, { refund: true });
    await failTask(id, { code: "KERNEL_FAILED", message: "Again." }, { refund: true });
    expect((await ask("GET", `/job/${id}`)).body).toMatchObject({ status: "failed", error: "The hole is larger than the plate." });
    expect(await balanceOf(alice.accountId)).toBe(credits + 1);
  });

  it("opens no task of the other half, and no job a day after its end but to its owner", async () => {
    const id = await start();
    await pool().query("UPDATE tasks SET kind = 'cad' WHERE id = $1", [id]);
    expect((await ask("GET", `/job/${id}`)).status).toBe(404);
    await pool().query("UPDATE tasks SET kind = 'generate', status = 'failed', finished_at = now() - interval '25 hours' WHERE id = $1", [
      id,
    ]);
    expect((await ask("GET", `/job/${id}`)).status).toBe(404);
    expect((await ask("GET", `/job/${id}`, undefined, { key: bob.key })).status).toBe(404);
    expect((await ask("GET", `/job/${id}`, undefined, { key: alice.key })).status).toBe(200);
  });

  it("answers 404 for unknown ids and for what is no id, and soon 403 to who goes on guessing", async () => {
    const from = { "X-Forwarded-For": "203.0.113.77" };
    for (const id of ["abc", "..%2Fhealth", "x".repeat(999)]) expect((await ask("GET", `/job/${id}`)).status).toBe(404);
    const statuses: number[] = [];
    for (let count = 0; count < 70; count += 1)
      statuses.push((await ask("GET", `/job/${crypto.randomUUID()}`, undefined, {}, from)).status);
    expect(statuses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(statuses.slice(60).every((status) => status === 403)).toBe(true);
    expect((await ask("GET", `/job/${crypto.randomUUID()}`)).status).toBe(404);
  });

  it("streams what happened and what happens, then the result, then the end", async () => {
    const id = await start();
    await markStarted(id);
    const response = await send(`/api/v1/job/${id}/events`);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await reportProgress(id, { stage: "building", fraction: 0.5, message: "hole 2 of 4" });
    await transaction((tx) => completeTask(tx, id, { success: true, summary: "A cube." }));
    const text = await response.text();
    const events = [...text.matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, name = "", data = ""]) => ({
      name,
      data: JSON.parse(data) as Record<string, unknown>,
    }));
    expect(events.map(({ name }) => name)).toEqual([...Array<string>(events.length - 2).fill("progress"), "result", "end"]);
    expect(events.some(({ data }) => data.stage === "building" && data.progress === 50 && data.message === "hole 2 of 4")).toBe(true);
    expect(events.at(-2)?.data).toEqual((await ask("GET", `/job/${id}`)).body);
    const replay = await (await send(`/api/v1/job/${id}/events`, { headers: { "Last-Event-ID": "999999" } })).text();
    expect(replay).toContain("event: result");
    expect(replay).not.toContain("event: progress");
  });

  it("can be stopped by its owner alone, once, and the credit is back", async () => {
    const id = await start();
    const credits = await balanceOf(alice.accountId);
    expect((await ask("POST", `/job/${id}/cancel`, undefined, { key: bob.key })).status).toBe(404);
    expect((await ask("POST", `/job/${id}/cancel`, undefined, { key: alice.key })).body).toEqual({ job_id: id, cancelled: true });
    expect((await ask("POST", `/job/${id}/cancel`, undefined, { key: alice.key })).status).toBe(409);
    expect(await balanceOf(alice.accountId)).toBe(credits + 1);
    expect((await ask("GET", `/job/${id}`)).body).toMatchObject({ status: "failed" });
  });
});
