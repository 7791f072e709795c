import fc from "fast-check";
import { expect, it } from "vitest";
import { mentionedIn } from "./mentions";

const PEOPLE = [
  { id: "ann", email: "ann@example.org" },
  { id: "other-ann", email: "ann@example.com" },
  { id: "bo", email: "bo.lee+it@example.org" },
  { id: "jürgen", email: "jürgen@example.org" },
  { id: "reboot", email: "reboot@example.org" },
];

it.each([
  ["@bo.lee+it please look", ["bo"]],
  ["Ask @bo.lee+it.", ["bo"]],
  ["(@JÜRGEN)", ["jürgen"]],
  ["@jürgen's idea", ["jürgen"]],
  ["@ann: both that are called so", ["ann", "other-ann"]],
  ["@ann@example.com only", ["other-ann"]],
  ["@Ann@Example.org, and then @bo.lee+it!", ["ann", "bo"]],
  ["@ann@example.net is somebody else", []],
  ["mail ann@example.org", []],
  ["https://example.org/@ann", []],
  ["@annabel @bo @example.org @@ann @ ann", []],
  ["In `@reboot root` and\n```\n@reboot run\n```\nnobody is called", []],
  ["```\n@reboot that never ends", []],
  ["`open tick @ann", ["ann", "other-ann"]],
  ["", []],
])("%s", (text, ids) => {
  expect(mentionedIn(text, PEOPLE)).toEqual(ids);
});

it("names somebody wherever blanks are around, whatever else is said without ticks", () => {
  const words = fc.string({ maxLength: 200 }).map((text) => text.replaceAll("`", ""));
  fc.assert(
    fc.property(words, words, (before, after) => {
      expect(mentionedIn(`${before} @bo.lee+it ${after}`, PEOPLE)).toContain("bo");
    }),
  );
});

it("takes a hostile text in its stride", () => {
  const began = performance.now();
  for (const piece of ["@", "@a", "`", "```", "@a@", "@a.", "`@a\n"])
    mentionedIn(piece.repeat(10_000), PEOPLE);
  expect(performance.now() - began).toBeLessThan(2000);
});
