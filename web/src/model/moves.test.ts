import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("./session", () => ({ running: signal(false), fail: vi.fn() }));
const { movesOf } = await import("./moves");
const { fail, running } = await import("./session");

let told: string[] = [];
const say = (what: string) => async () => void told.push(what);
const later = (what: string) => async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  told.push(what);
};
const moves = () => movesOf(say("settle"), say("arrive"));

beforeEach(() => {
  told = [];
  running.value = false;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("moves", () => {
  it("of those that wait only the last is made", async () => {
    const { move, overtaken } = moves();
    void move(later("a"));
    void move(later("b"));
    void move(later("c"));
    expect(overtaken()).toBe(true);
    await vi.runAllTimersAsync();
    expect(told).toEqual(["a", "c", "settle"]);
    expect(overtaken()).toBe(false);
  });
  it("what is passed by is arrived at when nothing follows for a while", async () => {
    const { move } = moves();
    await move(say("a"), true);
    await vi.advanceTimersByTimeAsync(100);
    await move(say("b"), true);
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(["a", "b"]);
    await vi.runAllTimersAsync();
    expect(told).toEqual(["a", "b", "arrive", "settle"]);
  });
  it("a step after it takes the place of arriving", async () => {
    const { move } = moves();
    await move(say("a"), true);
    await move(say("step"));
    await vi.runAllTimersAsync();
    expect(told).toEqual(["a", "step", "settle"]);
  });
  it("one that fails is told of, and the next is made", async () => {
    const { move } = moves();
    await move(async () => Promise.reject(new Error("x")));
    expect(fail).toHaveBeenCalledOnce();
    await move(say("b"));
    expect(told).toEqual(["b", "settle"]);
  });
  it("none is made while a program runs", async () => {
    running.value = true;
    await moves().move(say("a"));
    expect(told).toEqual([]);
  });
});
