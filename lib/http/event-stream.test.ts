import { describe, expect, it, vi } from "vitest";
import { eventStream, lastEventId } from "./event-stream";

describe("eventStream", () => {
  it("writes events in order and ends when closed", async () => {
    const stop = vi.fn();
    const response = eventStream((sink) => {
      sink.send({ event: "progress", id: 1, data: { text: "a\nb" } });
      sink.send({ event: "end", data: {} });
      sink.close();
      return stop;
    });
    expect(await response.text()).toBe(': here\n\nid: 1\nevent: progress\ndata: {"text":"a\\nb"}\n\nevent: end\ndata: {}\n\n');
    expect(stop).toHaveBeenCalledOnce();
  });

  it("stops its source when the reader goes away, and drops what comes later", async () => {
    const stop = vi.fn();
    let send: () => void = () => undefined;
    const response = eventStream((sink) => {
      send = () => sink.send({ event: "progress", data: {} });
      return stop;
    });
    await response.body?.cancel();
    expect(stop).toHaveBeenCalledOnce();
    expect(send).not.toThrow();
  });

  it("sends comments while nothing happens", async () => {
    const response = eventStream(() => () => undefined, 1);
    const reader = response.body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect([await next(), await next()]).toEqual([": here\n\n", ": still here\n\n"]);
    await reader?.cancel();
  });

  it("may not be stored, transformed or buffered on the way", () => {
    const { headers } = eventStream(() => () => undefined);
    expect(headers.get("cache-control")).toBe("no-store, no-transform");
    expect(headers.get("x-accel-buffering")).toBe("no");
  });
});

describe("lastEventId", () => {
  it.each([
    ["17", 17],
    ["", 0],
    ["-1", 0],
    ["1e5", 0],
    ["99999999999", 0],
  ])("reads %j as %i", (text, expected) => {
    expect(lastEventId(new Headers({ "last-event-id": text }))).toBe(expected);
  });
});
