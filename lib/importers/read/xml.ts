/** XML in one pass, with an end: no DTD, no entities of its own, bounded in depth, in names and in text. */
import { SaxesParser } from "saxes";
import { LIMITS } from "@/lib/importers/limits";
import type { Refusal } from "@/lib/importers/types";

/** Attributes by their name without prefix; the later of two wins. It has no prototype. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export interface XmlVisitor {
  /**
   * An element begins. Names come without their prefix.
   * @returns `text` to get all text within it at its end; a refusal to stop
   */
  open(name: string, attributes: Attributes, depth: number): "text" | Refusal | undefined;
  /**
   * An element ends.
   * @param text the text within it, if it was asked for, else empty; at most `LIMITS.elementCharacters`
   */
  close?(name: string, text: string, depth: number): Refusal | undefined;
}

/** Bytes that are decoded and parsed at once: larger strings cost the memory manager more than they save. */
const PIECE = 64 * 1024;
const DEPTH = 200;
const ATTRIBUTES = 200;

class Stop extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text);
  }
}

/**
 * Reads a document of any size up to `LIMITS.streamBytes` without building a tree.
 * Errors (returned): those of the visitor, `too-large`, `xml-doctype`, `xml-malformed` with its line, `xml-too-deep`,
 * `xml-too-long`.
 */
export function readXml(bytes: Uint8Array, visitor: XmlVisitor): Refusal | null {
  if (bytes.length > LIMITS.streamBytes) {
    const text = `This file is larger than ${LIMITS.streamBytes / 1024 / 1024} MB; bring one report per file.`;
    return { code: "too-large", text };
  }
  try {
    parse(bytes, visitor);
    return null;
  } catch (error) {
    if (error instanceof Stop) return error.refusal;
    throw error;
  }
}

function parse(bytes: Uint8Array, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  /** Bytes handed over since the parser last came to the end of something. */
  let silent = 0;
  const collecting: { depth: number; parts: string[]; left: number }[] = [];
  const stop = (refusal: Refusal | undefined): void => {
    if (refusal) throw new Stop(refusal);
  };
  const collect = (text: string): void => {
    silent = 0;
    for (const one of collecting) {
      if (one.left <= 0) continue;
      one.parts.push(text.length > one.left ? text.slice(0, one.left) : text);
      one.left -= text.length;
    }
  };
  parser.on("error", ({ message }) => {
    // saxes writes `line:column: what`; what it says may hold text of the file, so only the place is kept.
    const line = Number(/^\D*(\d+):\d+/.exec(message)?.[1] ?? parser.line);
    throw new Stop({ code: "xml-malformed", text: "This XML is broken; bring the file whole.", line });
  });
  parser.on("doctype", () => {
    throw new Stop({
      code: "xml-doctype",
      text: "This XML defines a document type, which Rampart refuses; bring it without.",
    });
  });
  let prefixed = false;
  let count = 0;
  parser.on("attribute", ({ name }) => {
    count += 1;
    prefixed ||= name.includes(":");
  });
  parser.on("opentag", ({ name, attributes }) => {
    silent = 0;
    depth += 1;
    if (depth > DEPTH) {
      throw new Stop({ code: "xml-too-deep", text: `This XML is nested deeper than ${DEPTH} levels.` });
    }
    const named = prefixed || count > ATTRIBUTES ? withoutPrefixes(attributes) : attributes;
    prefixed = false;
    count = 0;
    const answer = visitor.open(localName(name), named, depth);
    if (answer !== "text") return stop(answer);
    // The parser puts text together only where somebody listens, and of a SCAP result that is a hundredth.
    if (collecting.length === 0) parser.on("text", collect);
    collecting.push({ depth, parts: [], left: LIMITS.elementCharacters });
  });
  parser.on("closetag", ({ name }) => {
    silent = 0;
    const last = collecting.at(-1);
    const ended = last?.depth === depth ? collecting.pop() : undefined;
    if (ended && collecting.length === 0) parser.off("text");
    stop(visitor.close?.(localName(name), ended ? ended.parts.join("") : "", depth));
    depth -= 1;
  });
  parser.on("cdata", collect);

  const encoding = encodingOf(bytes);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  // A piece of whole characters is decoded many times as fast as one of a stream.
  const stream = encoding !== "utf-8";
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = stream ? start + PIECE : endOfPiece(bytes, start + PIECE);
    const piece = bytes.subarray(start, end);
    silent += piece.length;
    parser.write(decoder.decode(piece, { stream }));
    if (silent > LIMITS.lineCharacters) {
      const most = `${LIMITS.lineCharacters / 1024 / 1024} MB`;
      const text = `This XML has a text or attribute longer than ${most}.`;
      throw new Stop({ code: "xml-too-long", text, line: parser.line });
    }
  }
  parser.write(decoder.decode());
  parser.close();
}

/** A little before `end`, where it falls within a character of UTF-8. */
function endOfPiece(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > end - 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

function withoutPrefixes(attributes: Readonly<Record<string, string>>): Attributes {
  const named = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const name in attributes) {
    count += 1;
    if (count > ATTRIBUTES) break;
    named[localName(name)] = attributes[name] ?? "";
  }
  return named;
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

const KNOWN = new Set(["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "iso-8859-15"]);

/** What the declaration says, where it is one of a few; a mark at the start decides. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const said = /^[^<]*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1]?.toLowerCase();
  return said && KNOWN.has(said) ? said : "utf-8";
}

export interface XmlRoot {
  /** Without prefix. */
  name: string;
  /** The whole start tag, or as much of it as the head holds. */
  tag: string;
}

/** The root element of the start of a document, for `sniff`; null where it is no XML. */
export function rootOf(head: string): XmlRoot | null {
  let at = head.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    while (at < head.length && head.charCodeAt(at) <= 32) at += 1;
    if (head.charAt(at) !== "<") return null;
    const end = head.startsWith("<!--", at)
      ? endOf(head, "-->", at)
      : head.startsWith("<?", at)
        ? endOf(head, "?>", at)
        : head.startsWith("<!", at)
          ? endOf(head, ">", at)
          : null;
    if (end === null) break;
    if (end === -1) return null;
    at = end;
  }
  const close = head.indexOf(">", at);
  const tag = head.slice(at, close === -1 ? undefined : close + 1);
  const name = /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(tag)?.[1];
  return name ? { name, tag } : null;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}
