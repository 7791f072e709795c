/**
 * A PDF as other programs have it: drawn, as it comes out of a printer, and left in `test-results/pdf` to be looked at;
 * and what a person who selects all of it gets.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { DRAWING } from "../../lib/exports/pdf/colours";
import { findTools } from "./tools.mjs";

const FOLDER = path.join("test-results", "pdf");

const tools = findTools(["pdftoppm", "pdftotext"], ["poppler-utils"]);
/** Draws; undefined where it cannot be had. */
export const pdftoppm = tools?.pdftoppm;
/** Selects; undefined where it cannot be had. */
export const pdftotext = tools?.pdftotext;

/** What can be selected, in the order of the file; each page ends with a form feed. */
export const selectedIn = (file: Uint8Array): string =>
  execFileSync(pdftotext ?? "", ["-raw", "-", "-"], { input: file, encoding: "utf8", maxBuffer: 1e8 });

export interface Image {
  width: number;
  height: number;
  /** Red, green and blue in one number, line by line. */
  pixels: Uint32Array;
}

/** One pixel a point. */
export function imagesOf(file: Buffer): Image[] {
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

/** Leaves the pages as images under a name, to be looked at. */
export function keepImages(name: string, file: Buffer): void {
  fs.mkdirSync(FOLDER, { recursive: true });
  execFileSync(pdftoppm ?? "", ["-r", "100", "-png", "-", path.join(FOLDER, name)], { input: file });
}

export type Where = (x: number, y: number) => boolean;

/** How many points of an image, where it is looked at, have such a colour. */
export const pointsOf = (
  { width, pixels }: Image,
  is: (colour: number) => boolean,
  where: Where = () => true,
): number =>
  pixels.reduce(
    (found, colour, index) =>
      is(colour) && where(index % width, Math.floor(index / width)) ? found + 1 : found,
    0,
  );

export const written = (colour: number): boolean => colour !== 0xffffff;

const STONES = ["stone", "stone-cool", "stone-warm"].map((name) =>
  Number.parseInt(DRAWING[name]?.slice(1) ?? "", 16),
);
/** The colours of what is proven in the drawing. */
export const stony = (colour: number): boolean => STONES.includes(colour);
