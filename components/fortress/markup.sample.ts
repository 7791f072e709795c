/** Reads figures back out of drawn markup, so that tests measure the drawing and not the code that made it. */

interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The extent of a path made of straight lines (M, L, H, V and z, absolute or relative). */
export function boundsOf(path: string): Bounds {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  let [x, y] = [0, 0];
  for (const [, command = "", rest = ""] of path.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    const [first = 0, second = 0] = numbers;
    const relative = command === command.toLowerCase();
    switch (command.toLowerCase()) {
      case "z":
        continue;
      case "h":
        x = relative ? x + first : first;
        break;
      case "v":
        y = relative ? y + first : first;
        break;
      case "m":
      case "l":
        x = relative ? x + first : first;
        y = relative ? y + second : second;
        break;
      default:
        throw new Error(`a path with ${command} is not straight: ${path}`);
    }
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

/** The part of the markup that one group draws, its tags balanced. */
export function group(markup: string, attribute: string): string {
  const start = markup.search(new RegExp(`<g[^>]* ${attribute}`));
  if (start < 0) throw new Error(`no group with ${attribute}`);
  let depth = 0;
  for (const tag of markup.slice(start).matchAll(/<(\/?)g[\s>]/g)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return markup.slice(start, start + tag.index + 4);
  }
  throw new Error(`the group with ${attribute} does not end`);
}

/** The `d` of every path with this zone, in the order in which they are drawn. */
export function zonePaths(markup: string, zone: string): string[] {
  return [...markup.matchAll(/<path[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`data-zone="${zone}"`))
    .map((tag) => / d="([^"]*)"/.exec(tag)?.[1] ?? "");
}

/** y of any height, read from the marks of the drawn scale. */
export function scaleOf(markup: string): (points: number) => number {
  const marks = / d="([^"]*)"/.exec(group(markup, 'data-part="scale"'))?.[1] ?? "";
  const { top, bottom } = boundsOf(marks);
  return (points) => bottom - ((bottom - top) * points) / 100;
}

/** The first thing that is wrong with the markup, or null: unbalanced tags, or numbers that are none. */
export function flawOf(markup: string): string | null {
  const open: string[] = [];
  for (const [tag, closing, name = "", alone] of markup.matchAll(
    /<(\/?)([a-z]+)(?:\s+[a-zA-Z:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (alone) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return `${tag} closes nothing`;
  }
  if (open.length > 0) return `<${open.join("> <")}> stays open`;
  if (/<(?!\/?[a-z])/.test(markup)) return "a bare <";
  const numbers =
    / (d|x|y|x1|x2|y1|y2|width|height|viewBox|transform|font-size|stroke-width|opacity)="([^"]*)"/g;
  for (const [attribute, , value = ""] of markup.matchAll(numbers)) {
    if (/NaN|Infinity|undefined|null|e[+-]\d/.test(value)) return attribute.trim();
  }
  for (const [attribute, value] of markup.matchAll(/ (?:width|height)="([^"]*)"/g)) {
    if (!(Number(value) > 0)) return attribute.trim();
  }
  return null;
}
