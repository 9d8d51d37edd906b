import { beforeAll, expect, test } from "vitest";
import { type Developer, developer, plain } from "../support";

let alice: Developer;

beforeAll(async () => {
  alice = await developer();
});

test("a conversation is made (201), listed, renamed, read and deleted", async () => {
  const made = await alice.api.request("POST", "/conversations", { name: "API bracket" });
  expect([made.status, made.body.name]).toEqual([201, "API bracket"]);
  const id = String(made.body.conversation_id);
  const listed = await alice.api.request("GET", "/conversations?limit=1");
  expect(listed.body).toMatchObject({ conversations: [{ conversation_id: id }] });
  expect((await alice.api.request("PATCH", `/conversations/${id}`, { name: "Renamed" })).body.name).toBe("Renamed");
  expect((await alice.api.request("GET", `/conversations/${id}`)).body).toMatchObject({
    name: "Renamed",
    turns: [],
    part: null,
    result: null,
  });
  expect((await alice.api.request("DELETE", `/conversations/${id}`)).body).toEqual({ conversation_id: id, deleted: true });
  expect((await alice.api.request("GET", `/conversations/${id}`)).status).toBe(404);
});

test("going back makes the earlier revision the head, for nothing", async () => {
  const id = await alice.api.conversation();
  await alice.api.say(id, "a 50 x 30 x 10 mm block");
  const second = await alice.api.say(id, "make it 5 mm taller");
  expect(second.result?.dimensions).toEqual({ x: 50, y: 30, z: 15 });
  const before = await alice.credits();
  const back = await alice.api.request("POST", `/conversations/${id}/revert`, { revision: 1 });
  expect([back.status, back.body.revision]).toEqual([200, 1]);
  const { body } = await alice.api.request("GET", `/conversations/${id}`);
  expect(body).toMatchObject({ part: { revision: 1 }, result: { dimensions: { x: 50, y: 30, z: 10 } } });
  expect(await alice.credits()).toBe(before);
  const part = await alice.api.request("GET", `/parts/${(body.part as { part_id: string }).part_id}`);
  expect(part.body).toMatchObject({ revision: 1, dimensions: { x: 50, y: 30, z: 10 } });
});

test("another's conversation is 404 to read, rename, delete and go back in, like a missing one", async () => {
  const bob = await developer();
  const theirs = await bob.api.conversation("Bob's");
  const missing = `conv_${"0".repeat(24)}`;
  for (const [method, tail, body] of [
    ["GET", "", undefined],
    ["PATCH", "", { name: "mine" }],
    ["DELETE", "", undefined],
    ["POST", "/revert", { revision: 1 }],
  ] as const) {
    const first = await alice.api.request(method, `/conversations/${theirs}${tail}`, body);
    const second = await alice.api.request(method, `/conversations/${missing}${tail}`, body);
    expect([first.status, plain(first)], `${method} ${tail}`).toEqual([404, plain(second)]);
  }
  expect((await bob.api.request("GET", `/conversations/${theirs}`)).body.name).toBe("Bob's");
});

test("bad queries and names are 400", async () => {
  for (const query of ["limit=0", "limit=1000", "limit=ten", "cursor=nonsense", "page=2"]) {
    expect((await alice.api.request("GET", `/conversations?${query}`)).status, query).toBe(400);
  }
  for (const name of ["", " ", "x".repeat(101), 5, null]) {
    expect((await alice.api.request("POST", "/conversations", { name })).status, JSON.stringify(name)).toBe(400);
  }
});
