/** The pages as they come out of a printer: drawn by another program, and left in `test-results/pdf` to be looked at. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ordinary } from "@/components/fortress/fortress.sample";
import { type Element, elementsOf, placeOf, readPdf } from "@/scripts/test/pdf";
import { findTools } from "@/scripts/test/tools.mjs";
import { DRAWING } from "./pdf/colours";
import type { PdfOptions } from "./pdf/options";
import type { Summary } from "./summary";
import { emptySummary, fleetSummary } from "./summary.sample";
import { renderSummary } from "./summary-pdf";

const FOLDER = path.join("test-results", "pdf");
/** Margins in points, without the watermark. Words stand within, up to what letters reach over. */
const MARGIN = { left: 41, right: 41, top: 35, bottom: 24 };
/** Above the foot, which is on every page. */
const FOOT = 40;

const LONG = `web-${"very-long-name-of-a-machine-".repeat(8)}.example.org`;
const EVIL = `</Text><script>alert(1)</script> =cmd|' /C calc'!A0 \u202egpj.exe\u0000 漢 ${"x".repeat(150)}`;
const hostile = fleetSummary(8, {
  title: EVIL,
  comment: `# ${EVIL}\n\n- ${LONG}\n- ${EVIL}\n\n1. ${LONG}`,
  table: fleetSummary(8).table.map((row, index) => ({ ...row, name: index % 2 === 0 ? LONG : EVIL })),
  lowest: { name: LONG, href: null, proven: 31 },
});
/** As long as it may be. */
const commented = fleetSummary(6, { comment: "A word in front. ".repeat(120).slice(0, 2_000) });
const host = fleetSummary(1, { scope: "host", title: "db-02", drawing: ordinary, table: [] });

const CASES: Readonly<Record<string, readonly [Summary, PdfOptions]>> = {
  "fleet-1-a4": [fleetSummary(1), { paper: "A4" }],
  "fleet-6-a4": [fleetSummary(6), { paper: "A4" }],
  "fleet-6-letter": [fleetSummary(6), { paper: "Letter" }],
  "fleet-200-a4": [fleetSummary(200), { paper: "A4" }],
  "fleet-200-letter": [fleetSummary(200), { paper: "Letter" }],
  "comment-a4": [commented, { paper: "A4" }],
  "hostile-a4": [hostile, { paper: "A4" }],
  "host-letter": [host, { paper: "Letter" }],
};
/** In whole points, up. */
const SIZES = { A4: [596, 842], Letter: [612, 792] } as const;

const pdftoppm = findTools(["pdftoppm"], ["poppler-utils"])?.pdftoppm;

interface Image {
  width: number;
  height: number;
  /** Red, green and blue in one number, line by line. */
  pixels: Uint32Array;
}

/** One pixel a point. */
function imagesOf(file: Buffer): Image[] {
  const bytes = execFileSync(pdftoppm ?? "", ["-r", "72", "-"], { input: file, maxBuffer: 1 << 28 });
  const images: Image[] = [];
  for (let start = 0; start < bytes.length; ) {
    const head = bytes.toString("latin1", start, start + 30);
    const [all = "", width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(head) ?? [];
    const pixels = new Uint32Array(Number(width) * Number(height));
    for (let index = 0; index < pixels.length; index++) {
      pixels[index] = bytes.readUIntBE(start + all.length + 3 * index, 3);
    }
    images.push({ width: Number(width), height: Number(height), pixels });
    start += all.length + 3 * pixels.length;
  }
  return images;
}

function keep(name: string, file: Buffer): void {
  fs.mkdirSync(FOLDER, { recursive: true });
  execFileSync(pdftoppm ?? "", ["-r", "100", "-png", "-", path.join(FOLDER, name)], { input: file });
}

type Where = (x: number, y: number) => boolean;

/** How many points of an image, where it is looked at, have such a colour. */
const count = (
  { width, pixels }: Image,
  is: (colour: number) => boolean,
  where: Where = () => true,
): number =>
  pixels.reduce(
    (found, colour, index) =>
      is(colour) && where(index % width, Math.floor(index / width)) ? found + 1 : found,
    0,
  );

const written = (colour: number): boolean => colour !== 0xffffff;
const STONES = ["stone", "stone-cool", "stone-warm"].map((name) =>
  Number.parseInt(DRAWING[name]?.slice(1) ?? "", 16),
);
const stony = (colour: number): boolean => STONES.includes(colour);

const outside =
  ({ width, height }: Image): Where =>
  (x, y) =>
    x < MARGIN.left || x >= width - MARGIN.right || y < MARGIN.top || y >= height - MARGIN.bottom;

const beside =
  ([left, bottom, right, top]: readonly [number, number, number, number], height: number): Where =>
  (x, y) =>
    x < left || x > right || y < height - top - 1 || y > height - bottom;

/** The second drawing, below the scale. */
function fortressOf(root: Element): [number, number, number, number] {
  const [, fortress] = elementsOf(root, "Figure");
  if (!fortress) throw new Error("There is no fortress.");
  return placeOf(fortress);
}

it("has pages to draw", async () => {
  const { artifacts } = readPdf(await renderSummary(fleetSummary(6), { paper: "A4" }));
  expect(artifacts).toHaveLength(3);
}, 30_000);

if (pdftoppm) {
  describe.each(Object.entries(CASES))("%s, drawn", (name, [summary, options]) => {
    it("fills its pages, keeps its margins and shows the fortress", async () => {
      const file = await renderSummary(summary, options);
      keep(name, file);
      const { root, artifacts } = readPdf(file);
      const images = imagesOf(file);
      expect(images).toHaveLength(artifacts.length);
      for (const image of images) {
        expect([image.width, image.height]).toEqual(SIZES[options.paper]);
        expect(count(image, written, (_, y) => y < image.height - FOOT)).toBeGreaterThan(500);
        expect(count(image, written, outside(image))).toBe(0);
      }
      const [first, ...others] = images.map((image) => count(image, stony));
      expect(first).toBeGreaterThan(5_000);
      expect(Math.max(...others)).toBe(0);
      expect(count((images as [Image])[0], stony, beside(fortressOf(root), SIZES[options.paper][1]))).toBe(0);
    }, 60_000);
  });

  it("has a watermark on each page, which nothing written gives way to", async () => {
    const options: PdfOptions = { paper: "A4", sections: ["evidence"] };
    const marked = await renderSummary(fleetSummary(6), {
      ...options,
      watermark: "For the board ".repeat(5),
    });
    keep("watermark-a4", marked);
    const plain = imagesOf(await renderSummary(fleetSummary(6), options));
    for (const [index, image] of imagesOf(marked).entries()) {
      const [inMarked, inPlain] = [image, plain[index] ?? image].map((one) => count(one, written));
      expect(inMarked).toBeGreaterThan((inPlain ?? 0) + 3_000);
      expect(count(image, written, (x) => x < 14 || x > image.width - 14)).toBe(0);
    }
  }, 60_000);

  it("draws no stone where nothing is proven", async () => {
    const file = await renderSummary(emptySummary(), { paper: "Letter" });
    keep("empty-letter", file);
    expect(imagesOf(file).map((image) => count(image, stony))).toEqual([0, 0]);
  }, 30_000);
}
