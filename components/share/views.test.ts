import { expect, it } from "vitest";
import type { ShareView } from "@/lib/queries/shares";
import { foldViews } from "./views";

const view = (id: string, kind: string, network = "192.0.2.0/24"): ShareView => {
  return { id, at: `2026-11-21T09:0${id}:00.000Z`, kind, network, agent: "curl/8" };
};

it("makes one line of what the same reader did in a row, with the time of the last", () => {
  const views = [
    view("5", "password-wrong"),
    view("4", "password-wrong"),
    view("3", "password-wrong", "198.51.100.0/24"),
    view("2", "shown"),
    view("1", "password-wrong"),
  ];
  expect(foldViews(views).map(({ id, times }) => [id, times])).toEqual([
    ["5", 2],
    ["3", 1],
    ["2", 1],
    ["1", 1],
  ]);
  expect(foldViews([])).toEqual([]);
});
