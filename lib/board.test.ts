import { describe, expect, it } from "vitest";
import { type Board, beside, type Card, columnOf, isTarget, moved } from "./board";

const card = (id: string, gain: number, state = "open"): Card => ({
  id,
  check: `lynis:${id}`,
  title: id,
  severity: "high",
  state,
  unheard: false,
  gain,
  host: { id: "h", name: "web-01" },
  assignee: null,
  dueAt: null,
});
const board: Board = {
  open: { cards: [card("a", 3), card("b", 2, "reopened")], total: 120 },
  "in-progress": { cards: [card("c", 2.5, "in-progress")], total: 1 },
  fixed: { cards: [], total: 0 },
  verified: { cards: [card("d", 0, "verified")], total: 1 },
};
const ids = (now: Board) => Object.values(now).map(({ cards }) => cards.map(({ id }) => id).join(""));

describe("a card on the board", () => {
  it("goes to its place by worth, and both totals follow", () => {
    const after = moved(board, "b", "in-progress");
    expect(ids(after)).toEqual(["a", "cb", "", "d"]);
    expect([after.open.total, after["in-progress"].total]).toEqual([119, 2]);
    expect(after["in-progress"].cards[1]?.state).toBe("in-progress");
    expect(ids(moved(board, "a", "in-progress"))).toEqual(["b", "ac", "", "d"]);
  });

  it("stays where it is, and what is not there moves nothing", () => {
    expect(moved(board, "a", "open")).toBe(board);
    expect(moved(board, "z", "fixed")).toBe(board);
    expect(moved(board, "d", "open"), "what is proved is closed").toBe(board);
    expect(columnOf(board, "z")).toBeNull();
  });

  it("has a column beside it, and none beyond the ends", () => {
    expect(beside("open", -1)).toBeNull();
    expect(beside("open", 1)).toBe("in-progress");
    expect(beside("fixed", 1)).toBe("verified");
    expect(beside("verified", 1)).toBeNull();
  });

  it("is never put into verified by a person", () => {
    expect(["open", "in-progress", "fixed", "verified", "reopened", ""].map(isTarget)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
