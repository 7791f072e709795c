import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { TOWERS } from "@/lib/fortress/types";
import { FactsTable } from "./facts-table";
import { Fortress } from "./fortress";
import { capped, measureNames, noEvidence, ordinary, silent, withTowers } from "./fortress.sample";
import { FortressRow } from "./fortress-row";
import { Heat, HeatTable } from "./heat";
import { flawOf, group } from "./markup.sample";
import { Realm, SmallFortress } from "./realm";
import type { FortressDrawing } from "./types";

const WIDTHS = [1120, 700, 390];
const SCRIPT = "<script>alert(1)</script>";
const BREAKOUT = `"><img src=x onerror=alert(1)>' onload='alert(1)`;

const hostile: FortressDrawing = {
  ...withTowers(ordinary, (tower) => ({
    ...tower,
    cap: { at: 40, cause: SCRIPT + BREAKOUT },
    note: BREAKOUT,
    guards: tower.guards.map((guard) => ({
      ...guard,
      name: BREAKOUT,
      why: SCRIPT,
      href: "javascript:alert(1)",
    })),
    bridges: tower.bridges.map((bridge) => ({
      ...bridge,
      name: SCRIPT,
      why: BREAKOUT,
      href: "//evil.example",
    })),
    href: "https://evil.example/",
  })),
  host: SCRIPT + BREAKOUT,
  age: BREAKOUT,
  href: "javascript:alert(1)",
};

function everyForm(drawing: FortressDrawing): string[] {
  return [
    ...WIDTHS.map((width) => renderToStaticMarkup(<Fortress drawing={drawing} width={width} links />)),
    ...TOWERS.map((tower) => renderToStaticMarkup(<Fortress drawing={drawing} focus={tower} />)),
    renderToStaticMarkup(<FortressRow drawing={drawing} />),
    renderToStaticMarkup(<Realm hosts={[drawing]} />),
    renderToStaticMarkup(<FactsTable drawing={drawing} />),
  ];
}

test("text from reports stays text, in every form", () => {
  for (const markup of everyForm(hostile)) {
    expect(flawOf(markup)).toBeNull();
    expect(markup).not.toMatch(/<script|<img|<[a-z]+[^>"]* on[a-z]+=/);
    expect(markup).toContain("&lt;script&gt;");
  }
});

test("no link leads off this site or runs a script", () => {
  for (const markup of everyForm(hostile)) expect(markup).not.toContain("href=");
  const linked = renderToStaticMarkup(<Fortress drawing={ordinary} links />);
  expect(linked.match(/href="\/hosts\/db-02/g)).toHaveLength(measureNames(ordinary).length + 4);
});

test("nothing needs a script, an inline style or an id that could clash", () => {
  for (const drawing of [ordinary, capped, noEvidence, silent]) {
    for (const markup of everyForm(drawing))
      expect(markup).not.toMatch(/ style=|<style|<script|<defs|url\(#/);
  }
  const ids = [1120, 390].flatMap((width) => {
    const markup = renderToStaticMarkup(<Fortress drawing={ordinary} width={width} />);
    return [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  });
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});

test("the same data give the same bytes, and each width its own", () => {
  for (const drawing of [ordinary, capped, silent]) {
    expect(everyForm(drawing)).toEqual(everyForm(structuredClone(drawing)));
  }
  expect(everyForm(ordinary)[0]).not.toBe(everyForm(capped)[0]);
});

describe("names", () => {
  test.each(WIDTHS)("at %i px every measure is drawn with a title and linked with a name", (width) => {
    const markup = renderToStaticMarkup(<Fortress drawing={ordinary} width={width} links />);
    const titles = [...markup.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
    const links = [...markup.matchAll(/<a href="[^"]*" aria-label="([^"]*)"/g)].map(([, name]) => name);
    for (const name of measureNames(ordinary)) {
      expect(titles.some((title) => title?.includes(name))).toBe(true);
      expect(links.some((link) => link?.includes(name))).toBe(true);
    }
  });

  test("links stand beside the image, never inside it", () => {
    const markup = renderToStaticMarkup(<Fortress drawing={ordinary} links />);
    expect(markup.startsWith("<svg")).toBe(true);
    expect(markup.slice(0, markup.indexOf(">"))).not.toContain('role="img"');
    expect(group(markup, 'role="img"')).not.toContain("<a ");
    expect(markup.slice(markup.lastIndexOf('data-part="gauge"'))).toContain("<a ");
  });

  test("the image says its whole sentence", () => {
    const label = (drawing: FortressDrawing) =>
      / aria-label="([^"]*)"/.exec(renderToStaticMarkup(<Fortress drawing={drawing} />))?.[1];
    expect(label(ordinary)).toBe(
      "db-02: grade D, proven 58.9, possible 86.0. Hardening: proven 78.4, possible 88.7; Patching: proven 74.6, possible 88.9; Integrity: proven 47.2, possible 83.0; Auditing: proven 66.6, possible 91.4. Evidence 3 h old.",
    );
    expect(label(capped)).toContain(
      "proven 40.0, possible 40.0, held at 40 by debsums: /usr/sbin/nologin changed",
    );
    expect(label(noEvidence)).toBe(
      "db-02: no grade, nothing proven. Hardening: no evidence; Patching: no evidence; Integrity: no evidence; Auditing: no evidence. No evidence yet.",
    );
    expect(label(silent)).toMatch(/Silent since 30 Oct 2026\.$/);
  });

  test("the table holds every fact of the drawing", () => {
    const table = renderToStaticMarkup(<FactsTable drawing={capped} />);
    for (const name of measureNames(capped)) expect(table).toContain(`>${name}</a>`);
    for (const fact of [
      "78.4",
      "88.7",
      "40.0",
      "68.3",
      "82.0",
      "58.9",
      "grade D",
      "held at 40",
      "missing",
      "weak",
    ]) {
      expect(table).toContain(fact);
    }
    expect(table).toContain("debsums: /usr/sbin/nologin changed");
    expect(renderToStaticMarkup(<FactsTable drawing={noEvidence} />).match(/> no evidence</g)).toHaveLength(
      4,
    );
  });
});

test.each([1120, 700, 390, 328])(
  "at %i px targets are 24 px or more and do not overlap on their tower",
  (width) => {
    for (const points of [78, 4, 0]) {
      const drawing = withTowers(ordinary, (tower) => ({ ...tower, proven: points, possible: 100 }));
      const markup = renderToStaticMarkup(<Fortress drawing={drawing} width={width} links />);
      const spots = [
        ...markup.matchAll(
          /aria-label="([^"]*)"[^>]*><rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/g,
        ),
      ];
      const measures = spots
        .filter(([, name]) => /, (guard|bridge): /.test(name ?? ""))
        .map(([, name = "", x, y, w, h]) => ({
          name,
          x: Number(x),
          y: Number(y),
          w: Number(w),
          h: Number(h),
        }));
      expect(measures).toHaveLength(measureNames(ordinary).length);
      for (const a of measures) {
        expect(Math.min(a.w, a.h)).toBeGreaterThanOrEqual(24);
        for (const b of measures) {
          const apart =
            a === b ||
            a.x + a.w <= b.x + 0.2 ||
            b.x + b.w <= a.x + 0.2 ||
            a.y + a.h <= b.y + 1.2 ||
            b.y + b.h <= a.y + 1.2;
          expect(apart, `${a.name} / ${b.name}`).toBe(true);
        }
      }
    }
  },
);

test("markup stays small", () => {
  for (const drawing of [ordinary, capped, silent, noEvidence]) {
    expect(renderToStaticMarkup(<Fortress drawing={drawing} width={1120} links />).length).toBeLessThan(
      60_000,
    );
    expect(renderToStaticMarkup(<FortressRow drawing={drawing} />).length).toBeLessThan(3_000);
    expect(renderToStaticMarkup(<SmallFortress drawing={drawing} />).length).toBeLessThan(4_000);
  }
});

test("a change since the last look is written and covered once; no change leaves no trace", () => {
  const draw = (before: number | undefined) =>
    renderToStaticMarkup(
      <Fortress
        drawing={withTowers(ordinary, (tower, name) => (name === "integrity" ? { ...tower, before } : tower))}
      />,
    );
  expect(draw(45)).toContain(">+2.2<");
  expect(draw(50)).toContain(">−2.8<");
  expect(draw(45)).toContain("fx-change");
  expect(draw(47.2)).toBe(draw(undefined));
});

describe("the heat map", () => {
  const towers = { hardening: 95, patching: 85, integrity: null, auditing: 10 };
  const host = (proven: number) => ({ host: "h", towers: { ...towers, hardening: proven } });

  test("puts every host and tower into the shade of its grade", () => {
    const markup = renderToStaticMarkup(<Heat hosts={[host(95), host(95), host(64.9)]} width={400} />);
    const shade = (name: string) => new RegExp(`d="([^"]*)" class="fx-heat-${name}"`).exec(markup)?.[1];
    expect(shade("a")).toBe("M0 0.5h2");
    expect(shade("d")).toBe("M2 0.5h1");
    expect(shade("b")).toBe("M0 1.5h3");
    expect(shade("none")).toBe("M0 2.5h3");
    expect(shade("f")).toBe("M0 3.5h3");
    expect(shade("c")).toBeUndefined();
  });

  test("starts a new band at the width, and links each band with a name", () => {
    const hosts = Array.from({ length: 5 }, (_, index) => ({
      host: `h${index}`,
      towers,
      silent: index === 4,
    }));
    const markup = renderToStaticMarkup(
      <Heat hosts={hosts} width={16} cell={4} hrefOf={(first, last) => `/hosts?from=${first}&to=${last}`} />,
    );
    expect(markup).toContain("M0 0.5h4M0 6.5h1");
    expect(markup).toContain('href="/hosts?from=5&amp;to=5" aria-label="Fortresses 5 to 5: h4 to h4"');
    expect(markup).toContain('d="M0 10.5h1" class="fx-heat-silent"');
  });

  test("holds 10,000 hosts in half a megabyte, and no hosts at all", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => host((index * 37) % 100));
    expect(renderToStaticMarkup(<Heat hosts={many} />).length).toBeLessThan(500_000);
    expect(flawOf(renderToStaticMarkup(<Heat hosts={[]} />))).toBeNull();
  });

  test("is counted in a table", () => {
    const table = renderToStaticMarkup(<HeatTable hosts={[host(95), host(20)]} />);
    const hardening = /Hardening<\/th>(.*?)<\/tr>/.exec(table)?.[1]?.match(/\d+/g);
    expect(hardening).toEqual(["1", "0", "0", "0", "0", "1", "0"]);
  });
});
