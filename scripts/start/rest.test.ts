import { EventEmitter } from "node:events";
import v8 from "node:v8";
import { afterEach, describe, expect, it, vi } from "vitest";
import { giveBack } from "@/lib/db/embedded/give-back.mjs";
import { restWhenQuiet } from "./rest.mjs";

const youngBytes = (): number =>
  v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;

describe("a server that nobody asks", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("rests half a minute after its last answer, once", () => {
    vi.useFakeTimers();
    const server = new EventEmitter();
    const rest = vi.fn();
    restWhenQuiet(server, rest);
    vi.advanceTimersByTime(60_000);
    expect(rest).not.toHaveBeenCalled();

    const [first, second] = [new EventEmitter(), new EventEmitter()];
    server.emit("request", {}, first);
    server.emit("request", {}, second);
    first.emit("close");
    // One answer is still on its way.
    vi.advanceTimersByTime(60_000);
    expect(rest).not.toHaveBeenCalled();

    second.emit("close");
    vi.advanceTimersByTime(29_000);
    const third = new EventEmitter();
    server.emit("request", {}, third);
    vi.advanceTimersByTime(29_000);
    third.emit("close");
    vi.advanceTimersByTime(29_999);
    expect(rest).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(rest).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(600_000);
    expect(rest).toHaveBeenCalledTimes(1);
  });

  it("gives the space of young objects back, and works on", async () => {
    const kept: object[] = [];
    for (let i = 0; i < 400_000; i++) kept.push({ i });
    const busy = youngBytes();
    kept.length = 0;
    giveBack();
    await vi.waitFor(() => expect(youngBytes()).toBeLessThan(busy / 2), { timeout: 5_000 });
  });
});
