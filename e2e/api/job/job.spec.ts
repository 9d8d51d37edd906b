import { beforeAll, describe, expect, it } from "vitest";
import { setting } from "../../support/client";
import { anyone, codeOf, type Developer, developer } from "../support";

let alice: Developer;

beforeAll(async () => {
  alice = await developer();
});

async function start(prompt = "a 50 x 30 x 10 mm block"): Promise<string> {
  return String((await alice.api.request("POST", "/generate", { prompt })).body.job_id);
}

describe("GET /job/{job_id}", () => {
  it("needs no credential, may not be stored, and is not passed on", async () => {
    const { status, headers, body } = await anyone().request("GET", `/job/${await start()}`);
    expect(status).toBe(200);
    expect(["processing", "completed"]).toContain(body.status);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("answers 404 for an id that nobody has, and for what is no id", async () => {
    for (const id of [crypto.randomUUID(), "abc", "..%2f..%2fetc"]) {
      const answer = await anyone().request("GET", `/job/${id}`);
      expect([answer.status, codeOf(answer)]).toEqual([404, "NOT_FOUND"]);
    }
  });

  it("never goes back: progress only rises until it is 100", async () => {
    const id = await start("plate 100 by 80 by 6 mm with a 4x3 grid of 5 mm holes spaced 15 mm, centred");
    const seen: number[] = [];
    for (let status = "processing"; status === "processing"; ) {
      const { body } = await anyone().request("GET", `/job/${id}`);
      seen.push(Number(body.progress));
      status = String(body.status);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(100);
  });
});

describe("GET /job/{job_id}/events", () => {
  it("streams progress, then the result that GET answers, then the end", async () => {
    const id = await start();
    const response = await fetch(`${setting("BASE_URL")}/v1/job/${id}/events`);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const text = await response.text();
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(names.slice(-2)).toEqual(["result", "end"]);
    expect(new Set(names.slice(0, -2))).toEqual(new Set(["progress"]));
    const result = JSON.parse(/event: result\ndata: (.*)\n/.exec(text)?.[1] ?? "{}") as Record<string, unknown>;
    expect(result).toMatchObject({ job_id: id, status: "completed" });
  });
});

describe("POST /job/{job_id}/cancel", () => {
  it("is 404 to anybody but the owner and 409 once the job has ended", async () => {
    const id = await start();
    const bob = await developer();
    expect((await bob.api.request("POST", `/job/${id}/cancel`, {})).status).toBe(404);
    await anyone().ended(id);
    const late = await alice.api.request("POST", `/job/${id}/cancel`, {});
    expect([late.status, codeOf(late)]).toEqual([409, "TASK_NOT_CANCELLABLE"]);
  });

  it("returns the credit of a job that still runs", async () => {
    const before = await alice.credits();
    const id = await start("plate 200 by 200 by 10 mm with a 12x12 grid of 6 mm holes spaced 15 mm, centred");
    const answer = await alice.api.request("POST", `/job/${id}/cancel`, {});
    const job = await anyone().ended(id);
    if (answer.status === 200) {
      expect(job.status).toBe("failed");
      expect(await alice.credits()).toBe(before);
    } else {
      expect([answer.status, job.status]).toEqual([409, "completed"]);
    }
  });
});
