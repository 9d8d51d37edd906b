import { describe, expect, it } from "vitest";
import { parsePeppers, previewOf } from "./key-hash";

describe("the pepper", () => {
  it("is one text, or several with versions, the newest first", () => {
    expect(parsePeppers("0123456789abcdef")).toEqual([{ version: 1, text: "0123456789abcdef" }]);
    expect(parsePeppers("2:new-pepper-of-ours,1:0123456789abcdef")).toEqual([
      { version: 2, text: "new-pepper-of-ours" },
      { version: 1, text: "0123456789abcdef" },
    ]);
  });

  it("with versions is refused when a part of it is too short", () => {
    expect(() => parsePeppers("2:new,1:0123456789abcdef")).toThrow("KEY_PEPPER");
  });
});

describe("a preview", () => {
  it("shows the last four characters only", () => {
    expect(previewOf("o5p6")).toBe("pk_live_...o5p6");
  });
});
