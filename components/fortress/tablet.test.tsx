import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Fortress } from "./fortress";
import { ordinary, withTowers } from "./fortress.sample";
import { boundsOf, group } from "./markup.sample";
import { textWidth } from "./text";

/** Each text of a group: what it says, and the box that it takes. */
const textsOf = (markup: string) =>
  [...markup.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)</g)].map(
    ([, x, y, size, words = ""]) => ({
      words,
      left: Number(x),
      right: Number(x) + textWidth(words, Number(size)),
      top: Number(y) - 0.72 * Number(size),
      bottom: Number(y),
    }),
  );

test.each([600, 626, 700, 820, 899, 1120, 1600])("no figure stands behind the tablet at %i px", (width) => {
  for (let points = 0; points <= 60; points += 2.3) {
    for (const before of [undefined, points + 3.2]) {
      for (const host of ["a", "build-07", "a-name-that-is-rather-long.example.org"]) {
        const towers = withTowers({ ...ordinary, host }, (tower) => ({
          ...tower,
          proven: points,
          possible: Math.min(100, points * 1.3),
          before,
        }));
        const markup = renderToStaticMarkup(<Fortress drawing={towers} width={width} />);
        const [, path = ""] = / d="([^"]*)"/.exec(group(markup, 'data-part="tablet"')) ?? [];
        const tablet = boundsOf(path);
        const texts = textsOf(group(markup, 'data-labels="patching"'));
        expect(texts.map(({ words }) => words)).toContain(points.toFixed(1));
        const hidden = texts.filter(
          ({ left, right, top, bottom }) =>
            right > tablet.left && left < tablet.right && bottom > tablet.top && top < tablet.bottom,
        );
        expect(hidden).toEqual([]);
      }
    }
  }
});
