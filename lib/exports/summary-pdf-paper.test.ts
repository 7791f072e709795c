/** The pages as they come out of a printer: drawn by another program, and left in `test-results/pdf` to be looked at. */
import { describe, expect, it } from "vitest";
import { ordinary } from "@/components/fortress/fortress.sample";
import {
  type Image,
  imagesOf,
  keepImages,
  pdftoppm,
  pointsOf,
  stony,
  type Where,
  written,
} from "@/scripts/test/paper";
import { type Element, elementsOf, placeOf, readPdf } from "@/scripts/test/pdf";
import type { PdfOptions } from "./pdf/options";
import type { Summary } from "./summary";
import { emptySummary, fleetSummary } from "./summary.sample";
import { renderSummary } from "./summary-pdf";

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
      keepImages(name, file);
      const { root, artifacts } = readPdf(file);
      const images = imagesOf(file);
      expect(images).toHaveLength(artifacts.length);
      for (const image of images) {
        expect([image.width, image.height]).toEqual(SIZES[options.paper]);
        expect(pointsOf(image, written, (_, y) => y < image.height - FOOT)).toBeGreaterThan(500);
        expect(pointsOf(image, written, outside(image))).toBe(0);
      }
      const [first, ...others] = images.map((image) => pointsOf(image, stony));
      expect(first).toBeGreaterThan(5_000);
      expect(Math.max(...others)).toBe(0);
      expect(pointsOf((images as [Image])[0], stony, beside(fortressOf(root), SIZES[options.paper][1]))).toBe(
        0,
      );
    }, 60_000);
  });

  it("has a watermark on each page, which nothing written gives way to", async () => {
    const options: PdfOptions = { paper: "A4", sections: ["evidence"] };
    const marked = await renderSummary(fleetSummary(6), {
      ...options,
      watermark: "For the board ".repeat(5),
    });
    keepImages("watermark-a4", marked);
    const plain = imagesOf(await renderSummary(fleetSummary(6), options));
    for (const [index, image] of imagesOf(marked).entries()) {
      const [inMarked, inPlain] = [image, plain[index] ?? image].map((one) => pointsOf(one, written));
      expect(inMarked).toBeGreaterThan((inPlain ?? 0) + 3_000);
      expect(pointsOf(image, written, (x) => x < 14 || x > image.width - 14)).toBe(0);
    }
  }, 60_000);

  it("draws no stone where nothing is proven", async () => {
    const file = await renderSummary(emptySummary(), { paper: "Letter" });
    keepImages("empty-letter", file);
    expect(imagesOf(file).map((image) => pointsOf(image, stony))).toEqual([0, 0]);
  }, 30_000);
}
