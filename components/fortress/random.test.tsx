import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { GRADE_LIMITS } from "@/lib/fortress/grade";
import { TOWERS } from "@/lib/fortress/types";
import { FactsTable } from "./facts-table";
import { Fortress } from "./fortress";
import { FortressRow } from "./fortress-row";
import { flawOf } from "./markup.sample";
import { SmallFortress } from "./realm";
import { fortressSentence } from "./sentence";
import { textWidth, wrap } from "./text";
import { type FortressDrawing, MEASURE_STATES } from "./types";

const points = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(0, 0.04, 0.05, 9.4, 99.96, 100),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -5, 250, 1e300),
);
const text = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constant("</text><script>"),
);
const measures = fc.array(
  fc.record(
    {
      name: text,
      state: fc.constantFrom(...MEASURE_STATES),
      why: text,
      href: fc.oneof(text, fc.constant("/m")),
    },
    { requiredKeys: ["name", "state"] },
  ),
  { maxLength: 5 },
);
const standing = fc.record({ proven: points, possible: points });
const tower = fc.record(
  {
    proven: fc.option(points),
    possible: points,
    cap: fc.record({ at: points, cause: text, without: standing }, { requiredKeys: ["at", "cause"] }),
    guards: measures,
    bridges: measures,
    note: text,
    before: points,
    href: fc.constant("/t"),
  },
  { requiredKeys: ["proven", "possible", "guards", "bridges"] },
);
const drawing: fc.Arbitrary<FortressDrawing> = fc.record(
  {
    host: text,
    grade: fc.option(fc.constantFrom(...GRADE_LIMITS.map(([grade]) => grade))),
    proven: fc.option(points),
    possible: points,
    age: text,
    silentSince: text,
    towers: fc.record({ hardening: tower, patching: tower, integrity: tower, auditing: tower }),
  },
  { requiredKeys: ["host", "grade", "proven", "possible", "towers"] },
);

test("whatever the data, the markup is sound and its numbers are numbers", () => {
  fc.assert(
    fc.property(
      drawing,
      fc.oneof(fc.integer({ min: -100, max: 4000 }), fc.constantFrom(280, 599, 600, 899, 900, Number.NaN)),
      fc.option(fc.constantFrom(...TOWERS), { nil: undefined }),
      (data, width, focus) => {
        const forms = [
          <Fortress key="1" drawing={data} width={width} focus={focus} links />,
          <FortressRow key="2" drawing={data} />,
          <SmallFortress key="3" drawing={data} />,
          <FactsTable key="4" drawing={data} />,
        ];
        for (const form of forms) {
          const markup = renderToStaticMarkup(form);
          expect(flawOf(markup)).toBeNull();
          expect(markup).not.toMatch(/<script| style=/);
        }
        expect(fortressSentence(data, focus)).not.toMatch(/NaN|Infinity|undefined/);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test("wrapped text stays within its rows and loses nothing before the last row", () => {
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 40, max: 300 }),
      fc.integer({ min: 1, max: 4 }),
      (words, width, most) => {
        const rows = wrap(words, width, 10, most);
        expect(rows.length).toBeLessThanOrEqual(most);
        for (const row of rows) expect(textWidth(row, 10)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
