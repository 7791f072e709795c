import { expect, it } from "vitest";
import { putNewest } from "./newest";

it("keeps the newest, and counts what is put in again as new", () => {
  const map = new Map<string, number>();
  for (const [at, key] of ["a", "b", "c", "a", "d"].entries()) putNewest(map, key, at, 3);
  expect([...map]).toEqual([
    ["c", 2],
    ["a", 3],
    ["d", 4],
  ]);
  putNewest(map, "e", 5, 1);
  expect([...map.keys()]).toEqual(["e"]);
});
