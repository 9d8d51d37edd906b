import { request } from "node:http";
import { expect, test } from "vitest";
import { setting } from "../../support/client";

/** Asks from an address of its own, so that its guesses count against nobody else. */
function statusFrom(localAddress: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${setting("BASE_URL")}${path}`, { localAddress, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("guessing job ids is 404 sixty times and then 403, and forged forwarding headers buy not one guess more", async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 70; guess += 1) {
    const forged = `198.51.100.${guess}`;
    const headers = { "X-Forwarded-For": forged, "X-Real-IP": forged, Forwarded: `for=${forged}` };
    statuses.push(await statusFrom("127.0.0.77", `/v1/job/${crypto.randomUUID()}`, headers));
  }
  expect(statuses.slice(0, 60)).toEqual(Array(60).fill(404));
  expect(statuses.slice(60)).toEqual(Array(10).fill(403));
  expect(await statusFrom("127.0.0.78", `/v1/job/${crypto.randomUUID()}`, {})).toBe(404);
});
