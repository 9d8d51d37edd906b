import { expect, test } from "vitest";
import { anyone, codeOf, fromOurPage, signIn } from "../support";

test("the third part of a guest is 402, starts nothing, and works again after a top-up", async () => {
  const page = fromOurPage(await signIn("guest"));
  const generate = () => anyone().request("POST", "/generate", { prompt: "a 10 mm cube" }, page);
  const answers = [await generate(), await generate(), await generate()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 402]);
  expect(answers[2] && codeOf(answers[2])).toBe("INSUFFICIENT_CREDITS");
  const { body } = await anyone().request("GET", "/conversations", undefined, page);
  expect(body.conversations).toHaveLength(2);
  await anyone().request("POST", "/billing/top-up", {}, page);
  expect((await generate()).status).toBe(200);
});
