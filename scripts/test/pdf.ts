/** Reads the PDFs that Rampart writes, for tests: their structure, and what of a page belongs to it. No reader of PDFs at large. */
import { inflateSync } from "node:zlib";

/** An element of the structure tree. */
export interface Element {
  type: string;
  alt: string;
  /** Written of it besides: `/Scope /Row`. */
  attributes: string;
  /** Its own, without that of the elements in it. */
  text: string;
  /** Counted from 1, in order; one for each stretch of content. */
  pages: number[];
  children: Element[];
}

export interface ReadPdf {
  catalog: string;
  /** The outermost element. */
  root: Element;
  /** Of each page: the words of its artifacts. */
  artifacts: string[];
  /** Against what is asked of tagged PDFs; hopefully none. */
  faults: string[];
}

interface PdfObject {
  /** With a number in brackets for each string. */
  dictionary: string;
  strings: string[];
  stream: string;
}

const all = (element: Element): Element[] => [element, ...element.children.flatMap(all)];

/** Those of some types, or all, as they are read. */
export const elementsOf = (root: Element, ...types: string[]): Element[] =>
  all(root).filter(({ type }) => types.length === 0 || types.includes(type));

/** Left, bottom, right and top of a drawing, in points from the left and bottom of its page. */
export function placeOf({ attributes }: Element): [number, number, number, number] {
  const [left = 0, bottom = 0, right = 0, top = 0] =
    /\/BBox \[([^\]]*)\]/.exec(attributes)?.[1]?.split(" ").map(Number) ?? [];
  return [left, bottom, right, top];
}

export function readPdf(file: Buffer): ReadPdf {
  const objects = objectsOf(file.toString("latin1"));
  const get = (reference: string | undefined): PdfObject =>
    objects.get(Number(reference)) ?? { dictionary: "", strings: [], stream: "" };
  const within = ({ dictionary }: PdfObject, key: string): string | undefined =>
    new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  const catalog = [...objects.values()].find(({ dictionary }) => dictionary.includes("/Type /Catalog"));
  if (!catalog) throw new Error("There is no catalog.");

  const kids = /\/Kids \[([^\]]*)\]/.exec(get(within(catalog, "Pages")).dictionary)?.[1] ?? "";
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, reference]) => {
    const page = get(reference);
    const fonts = get(within(page, "Resources")).dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g);
    const letters = new Map(
      [...fonts].map(([, name, font]) => [name ?? "", lettersOf(get(within(get(font), "ToUnicode")).stream)]),
    );
    return { reference, ...contentOf(get(within(page, "Contents")).stream, letters) };
  });
  const faults = pages.flatMap(({ faults }, index) => faults.map((fault) => `page ${index + 1}: ${fault}`));

  const taken = new Set<string>();
  const elementOf = (reference: string | undefined): Element => {
    const { dictionary, strings } = get(reference);
    const read = (key: string): string => {
      const place = new RegExp(`/${key} \\((\\d+)\\)`).exec(dictionary)?.[1];
      return place === undefined ? "" : wordsOf(strings[Number(place)] ?? "");
    };
    const element: Element = {
      type: /\/S \/(\w+)/.exec(dictionary)?.[1] ?? "",
      alt: read("Alt"),
      attributes: /\/A <<([^>]*)>>/.exec(dictionary)?.[1]?.trim().replaceAll("\n", " ") ?? "",
      ...{ text: "", pages: [], children: [] },
    };
    const [contents, content = ""] = /\/K \[([^\]]*)\]/.exec(dictionary) ?? [""];
    const usual = /\/Pg (\d+) 0 R/.exec(dictionary.replace(contents, ""))?.[1];
    for (const [part] of content.matchAll(/<<[^>]*>>|\d+ 0 R|\d+/g)) {
      const child = /^(\d+) 0 R$/.exec(part)?.[1];
      if (child) {
        element.children.push(elementOf(child));
        continue;
      }
      const on = /\/Pg (\d+) 0 R/.exec(part)?.[1] ?? usual;
      const id = /\/MCID (\d+)/.exec(part)?.[1] ?? part;
      const number = pages.findIndex((page) => page.reference === on);
      const words = pages[number]?.content.get(id);
      if (words === undefined || taken.has(`${on} ${id}`))
        faults.push(`${element.type} has no content ${id}`);
      taken.add(`${on} ${id}`);
      element.text += words ?? "";
      element.pages.push(number + 1);
    }
    return element;
  };
  const tree = /\/K \[(\d+) 0 R\]/.exec(get(within(catalog, "StructTreeRoot")).dictionary)?.[1];
  const root = elementOf(tree);
  for (const [index, { reference, content }] of pages.entries()) {
    for (const id of content.keys()) {
      if (!taken.has(`${reference} ${id}`)) faults.push(`page ${index + 1}: content ${id} is in no element`);
    }
  }
  return { catalog: catalog.dictionary, root, artifacts: pages.map(({ artifacts }) => artifacts), faults };
}

/** By their numbers, found where the table at the end says. */
function objectsOf(text: string): Map<number, PdfObject> {
  const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]));
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  return new Map(
    offsets.map((offset, index) => {
      const strings: string[] = [];
      const end = /\nendobj\n|\nstream\n/g;
      end.lastIndex = offset;
      const ended = end.exec(text);
      const dictionary = text.slice(offset, ended?.index).replace(/\((?:\\[\s\S]|[^\\()])*\)/g, (string) => {
        strings.push(string.slice(1, -1));
        return `(${strings.length - 1})`;
      });
      const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
      const raw = ended?.[0].includes("stream") ? text.slice(end.lastIndex, end.lastIndex + length) : "";
      const packed = dictionary.includes("/FlateDecode");
      const stream = packed ? inflateSync(Buffer.from(raw, "latin1")).toString("latin1") : raw;
      return [index + 1, { dictionary, strings, stream }];
    }),
  );
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function wordsOf(string: string): string {
  const bytes = Buffer.from(
    string.replace(/\\([\s\S])/g, (_, letter: string) => ESCAPED[letter] ?? letter),
    "latin1",
  );
  if (bytes.readUInt16BE(0) !== 0xfeff) return bytes.toString("latin1");
  return bytes.subarray(2).swap16().toString("utf16le");
}

/** What the numbers of a font's letters mean. */
function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first, list] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    for (const [index, [, codes]] of [...(list ?? "").matchAll(/<([^>]*)>/g)].entries()) {
      const number = (Number.parseInt(first ?? "", 16) + index).toString(16).padStart(4, "0");
      letters.set(
        number,
        String.fromCharCode(...(codes ?? "").split(" ").map((code) => Number.parseInt(code, 16))),
      );
    }
  }
  return letters;
}

const PAINTS = /(?:^| )(?:f\*?|F|B\*?|b\*?|S|s|sh|Do|TJ|Tj)$/;

/** One operator a line. Graphics states and marks nest in each other. */
function contentOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>) {
  const content = new Map<string, string>();
  const faults: string[] = [];
  const open: string[] = [];
  let artifacts = "";
  let font = fonts.get("");
  for (const line of stream.replace(/<<\s*([^>]*?)\s*>>/g, "<<$1>>").split("\n")) {
    const mark = open.findLast((name) => name !== "q");
    const id = /^MCID (\d+)$/.exec(mark ?? "")?.[1];
    if (PAINTS.test(line) && mark === undefined) faults.push(`${line} is neither content nor artifact`);
    if (line === "q") open.push("q");
    else if (/ (BMC|BDC)$/.test(line)) {
      if (mark !== undefined) faults.push(`${line} within ${mark}`);
      const begun = /\/MCID (\d+)/.exec(line)?.[1];
      if (begun !== undefined) content.set(begun, "");
      open.push(begun === undefined ? "artifact" : `MCID ${begun}`);
    } else if (line === "Q" || line === "EMC") {
      if ((open.pop() === "q") !== (line === "Q")) faults.push(`${line} ends what it did not begin`);
    } else if (line.endsWith(" Tf")) font = fonts.get(/^\/(\w+)/.exec(line)?.[1] ?? "");
    else if (line.endsWith(" TJ")) {
      const numbers = [...line.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex ?? "").join("");
      const words = (numbers.match(/.{4}/g) ?? []).map((number) => font?.get(number) ?? "\ufffd").join("");
      if (id === undefined) artifacts += words;
      else content.set(id, (content.get(id) ?? "") + words);
    }
  }
  if (open.length > 0) faults.push(`${open.join(", ")} has no end`);
  return { content, artifacts, faults };
}
