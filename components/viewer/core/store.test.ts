import { describe, expect, it } from "vitest";
import { createViewerStore } from "./store";

describe("selecting faces", () => {
  it("selects one at a time, and none when the same one is clicked again", () => {
    const store = createViewerStore();
    store.getState().click("Face 1", false);
    store.getState().click("Face 2", false);
    expect(store.getState().selected).toEqual(["Face 2"]);
    store.getState().click("Face 2", false);
    expect(store.getState().selected).toEqual([]);
  });

  it("adds and takes away with shift, and keeps all when shift misses", () => {
    const store = createViewerStore();
    store.getState().click("Face 1", true);
    store.getState().click("Face 2", true);
    store.getState().click(null, true);
    expect(store.getState().selected).toEqual(["Face 1", "Face 2"]);
    store.getState().click("Face 1", true);
    expect(store.getState().selected).toEqual(["Face 2"]);
  });

  it("clears on a click beside the part", () => {
    const store = createViewerStore();
    store.getState().click("Face 1", false);
    store.getState().click(null, false);
    expect(store.getState().selected).toEqual([]);
  });

  it("survives a revision where the face does", () => {
    const store = createViewerStore();
    store.getState().click("Face 1", true);
    store.getState().click("Face 9", true);
    store.getState().hover("Face 9");
    store.getState().retain(new Set(["Face 1", "Face 2"]));
    expect(store.getState().selected).toEqual(["Face 1"]);
    expect(store.getState().hovered).toBeNull();
  });

  it("gives each camera command its own number, so that asking twice moves twice", () => {
    const store = createViewerStore();
    store.getState().fit();
    const first = store.getState().command;
    store.getState().fit();
    expect(store.getState().command).not.toEqual(first);
    store.getState().look("top");
    expect(store.getState().command).toMatchObject({ kind: "view", view: "top" });
  });
});
