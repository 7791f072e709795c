import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { MeasureStatus } from "@/lib/fortress/posture";
import { Bridge } from "./bridge";
import { Fortress } from "./fortress";
import { capped, noEvidence, ordinary, silent, withTowers } from "./fortress.sample";
import { FortressRow } from "./fortress-row";
import { Guard } from "./guard";
import { Legend } from "./legend";
import { SmallFortress } from "./realm";
import { Sign, type SignName } from "./sign";
import { type FortressDrawing, MEASURE_STATES } from "./types";

/** What is left on a printer without colour: forms, no paint, no words. */
function grey(markup: string): string {
  return markup
    .replace(/ (fill|stroke)="var\(--fx-(?!paper|stone|ink|void)[a-z-]+\)"/g, ' $1="#777"')
    .replace(/ data-[a-z]+="[^"]*"/g, "")
    .replace(/<(title|desc)[^>]*>[^<]*<\/\1>/g, "")
    .replace(/ aria-label="[^"]*"/g, "");
}

function standing(proven: number | null, possible: number): FortressDrawing {
  const towers = withTowers(ordinary, (tower) => ({ ...tower, proven, possible, guards: [], bridges: [] }));
  return { ...towers, proven, possible };
}

const FORMS = {
  large: (drawing: FortressDrawing) => renderToStaticMarkup(<Fortress drawing={drawing} width={1120} />),
  small: (drawing: FortressDrawing) => renderToStaticMarkup(<Fortress drawing={drawing} width={390} />),
  row: (drawing: FortressDrawing) => renderToStaticMarkup(<FortressRow drawing={drawing} />),
  realm: (drawing: FortressDrawing) => renderToStaticMarkup(<SmallFortress drawing={drawing} />),
};

describe.each(Object.entries(FORMS))("the %s form", (_, draw) => {
  test("draws unproven and failed with different signs", () => {
    const unproven = draw(standing(50, 100));
    const failed = draw(standing(50, 50));
    expect(unproven).toContain('data-zone="unproven"');
    expect(unproven).not.toContain('data-zone="failed"');
    expect(failed).toContain('data-zone="failed"');
    expect(failed).not.toContain('data-zone="unproven"');
    expect(unproven.split("--fx-failed")).toHaveLength(1);
    expect(failed.split("--fx-unproven")).toHaveLength(1);
    expect(grey(unproven)).not.toBe(grey(failed));
  });

  test("draws no evidence neither as zero nor as unproven", () => {
    const none = draw(standing(null, 100));
    expect(none).toContain('data-zone="no-evidence"');
    expect(none).not.toMatch(/data-zone="(proven|unproven|failed)"/);
    for (const other of [standing(0, 0), standing(0, 100)]) {
      expect(draw(other)).not.toContain('data-zone="no-evidence"');
      expect(grey(draw(other))).not.toBe(grey(none));
    }
  });

  test("gives nothing unproven or failed the weight of stone", () => {
    expect(draw(standing(0, 60))).not.toContain('data-zone="proven"');
  });

  test("shows a chain only where a cap holds a tower", () => {
    expect(draw(capped)).toContain('data-zone="held"');
    expect(draw(ordinary)).not.toContain('data-zone="held"');
  });

  test("draws a silent host in fog, never in the colour of failure", () => {
    expect(draw(silent)).toContain('data-zone="silent"');
    expect(draw(ordinary)).not.toContain('data-zone="silent"');
    const count = (markup: string) => markup.split(/--fx-(?:failed|held)/).length;
    expect(count(draw(silent))).toBe(count(draw(ordinary)));
  });
});

test.each([
  ["guard", (state: MeasureStatus) => <Guard x={20} y={30} scale={1} state={state} />],
  ["bridge", (state: MeasureStatus) => <Bridge x={20} y={30} scale={1} moat={26} stone={20} state={state} />],
])("every state of a %s keeps its own form without colour", (_, draw) => {
  const forms = MEASURE_STATES.map((state) => grey(renderToStaticMarkup(<g>{draw(state)}</g>)));
  const [inPlace = "", weak = "", missing = "", unknown = ""] = forms;
  expect(new Set(forms).size).toBe(MEASURE_STATES.length);
  // in place is solid, weak an outline, missing and unknown are dashed, and only unknown asks
  expect(inPlace).toMatch(/fill="var\(--fx-(ink|void)\)"/);
  expect(weak).toMatch(/stroke="var\(--fx-ink\)"/);
  expect(weak).not.toMatch(/fill="var\(--fx-(ink|void)\)"/);
  expect([inPlace, weak].join()).not.toContain("stroke-dasharray");
  expect(missing).toContain("stroke-dasharray");
  expect(unknown).toContain("stroke-dasharray");
  expect(forms.map((form) => form.includes(">?<"))).toEqual([false, false, false, true]);
});

test("every sign keeps its own form without colour", () => {
  const names: SignName[] = [
    "proven",
    "unproven",
    "failed",
    "held",
    "no evidence",
    "silent",
    ...MEASURE_STATES.map((state): SignName => `guard ${state}`),
    ...MEASURE_STATES.map((state): SignName => `bridge ${state}`),
  ];
  const forms = names.map((name) => grey(renderToStaticMarkup(<Sign name={name} />)));
  expect(new Set(forms).size).toBe(names.length);
});

test("a legend explains what occurs on its drawing, and nothing else", () => {
  const words = (drawing?: FortressDrawing) =>
    [...renderToStaticMarkup(<Legend drawing={drawing} />).matchAll(/<\/svg> ([^<]*)</g)].map(
      ([, word]) => word,
    );
  expect(words()).toHaveLength(14);
  expect(words(ordinary)).not.toContain("held by a cap");
  expect(words(capped)).toContain("held by a cap");
  expect(words(noEvidence)).toContain("no evidence");
  expect(words(noEvidence)).not.toContain("proven");
  expect(words(silent)).toContain("silent");
  expect(words(standing(50, 50))).toEqual(["proven", "failed"]);
});
