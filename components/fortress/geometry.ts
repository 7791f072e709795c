/** Shapes as path strings. Arithmetic only: no clock, no randomness, no `<defs>`, so the same data give the same bytes. */

/** A coordinate with one decimal; never NaN, Infinity or -0. */
export function num(value: number): string {
  if (!Number.isFinite(value)) return "0";
  const rounded = Math.round(value * 10) / 10;
  return String(rounded === 0 ? 0 : rounded);
}

/** Joins what `draw` returns for 0 … count-1. */
export function times(count: number, draw: (index: number) => string): string {
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => draw(index)).join("");
}

/** A closed rectangle from its top left corner. */
export function box(x: number, y: number, width: number, height: number): string {
  return `M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}z`;
}

/** One straight line. */
export function segment(x1: number, y1: number, x2: number, y2: number): string {
  if (y1 === y2) return `M${num(x1)} ${num(y1)}H${num(x2)}`;
  if (x1 === x2) return `M${num(x1)} ${num(y1)}V${num(y2)}`;
  return `M${num(x1)} ${num(y1)}L${num(x2)} ${num(y2)}`;
}

/** 45° hatching of a rectangle, clipped by arithmetic: it needs no pattern, so no ids that could clash on a page. */
export function hatch(x: number, y: number, width: number, height: number, step: number): string {
  if (height <= 0 || width <= 0) return "";
  return times((width + height) / step, (index) => {
    const sum = (index + 0.8) * step;
    const left = Math.max(0, sum - height);
    const length = Math.min(sum, width) - left;
    if (length <= 0) return "";
    return `M${num(x + left)} ${num(y + Math.min(sum, height))}l${num(length)}${num(-length)}`;
  });
}

/** A number from 0 to 1 that looks random but belongs to the place (a, b). */
export function noise(a: number, b: number): number {
  const mixed = Math.imul(Math.trunc(a) + 11, 73856093) ^ Math.imul(Math.trunc(b) + 7, 19349663);
  return ((mixed >>> 5) % 1000) / 1000;
}

/** A short name for a text, safe inside an `id`. */
export function fingerprint(text: string): string {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0).toString(36);
}

export interface CourseArea {
  x: number;
  width: number;
  /** y of 0 points. */
  ground: number;
  /** px per point. */
  point: number;
  /** The laid part, in points. */
  from: number;
  to: number;
  seed: number;
  /** Stones in one course. */
  stones: number;
}

/** A course is 5 points high, so the masonry is itself a ruler. */
const COURSE = 5;

/** The stones of laid courses in running bond, sorted into three tones so that each tone is one path. */
export function courses(area: CourseArea): [string, string, string] {
  const { x, width, ground, point, from, to, seed, stones } = area;
  const tones: [string, string, string] = ["", "", ""];
  const unit = width / stones;
  for (let course = Math.floor(from / COURSE); course * COURSE < to; course += 1) {
    const low = Math.max(from, course * COURSE);
    const high = Math.min(to, (course + 1) * COURSE);
    const joint = (at: number) => {
      if (at <= 0) return 0;
      if (at >= stones) return width;
      return (at + (noise(seed + course, Math.round(at * 2)) - 0.5) * 0.34) * unit;
    };
    const height = (high - low) * point - 0.8;
    if (height < 0.2) continue;
    for (let at = course % 2 === 0 ? 0 : -0.5; at < stones; at += 1) {
      const left = joint(at);
      const tone = Math.min(2, Math.floor(noise(seed * 3 + course, at * 2 + 9) * 3));
      const stone = box(x + left + 0.4, ground - high * point + 0.4, joint(at + 1) - left - 0.8, height);
      tones[tone] = (tones[tone] ?? "") + stone;
    }
  }
  return tones;
}
