/** Archives to files: bounded in bytes, ratio, entries and nesting. Names are labels and never become paths. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Decompress } from "fzstd";
import { extract } from "tar-stream";
import { fromBuffer, type Options, type ZipFile } from "yauzl";
import { LIMITS } from "@/lib/importers/limits";
import type { FileInput, Refusal } from "@/lib/importers/types";
import { cleanText, cut } from "./clean";

/** One file of an archive, or why it was not taken. `path` is relative, its parts joined by `/`. */
export type Member =
  | { path: string; bytes: Uint8Array; modifiedAt: number | null }
  | { path: string; refusal: Refusal };

/** What may still be unpacked of one upload. */
export interface Budget {
  bytes: number;
  entries: number;
}

export const newBudget = (): Budget => ({ bytes: LIMITS.unpackedBytes, entries: LIMITS.archiveEntries });

type Kind = "zip" | "gzip" | "zstd" | "tar";

/** By its first bytes, whatever it is called; null where it is no archive. */
function archiveKind(bytes: Uint8Array): Kind | null {
  const starts = (...marks: number[]): boolean => marks.every((mark, at) => bytes[at] === mark);
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return "zip";
  if (starts(0x1f, 0x8b)) return "gzip";
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return "zstd";
  const magic = bytes.subarray(257, 262);
  return magic.length === 5 && String.fromCharCode(...magic) === "ustar" ? "tar" : null;
}

class Stop extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.text);
  }
}

const stop = (code: string, text: string): never => {
  throw new Stop({ code, text });
};

/**
 * The files of an archive, and of archives in it, once.
 * @param depth how many archives this one stands in
 * @returns null where the file is no archive; else its members in their order
 * Errors (as members): `archive-broken`, `archive-too-large`, `archive-too-many`, `archive-ratio`, `archive-nested`.
 */
export async function unpackArchive(file: FileInput, budget: Budget, depth = 0): Promise<Member[] | null> {
  const kind = archiveKind(file.bytes);
  if (kind === null) return null;
  const name = file.name ?? "archive";
  if (depth > 1) {
    const text = "This archive stands in an archive within another one; bring it by itself.";
    return [{ path: name, refusal: { code: "archive-nested", text } }];
  }
  try {
    return await membersOf(kind, file, budget, depth);
  } catch (error) {
    return [{ path: name, refusal: error instanceof Stop ? error.refusal : BROKEN }];
  }
}

const BROKEN: Refusal = {
  code: "archive-broken",
  text: "This archive cannot be unpacked: it is broken, cut off or locked by a password. Bring it whole.",
};

async function membersOf(kind: Kind, file: FileInput, budget: Budget, depth: number): Promise<Member[]> {
  if (kind === "gzip" || kind === "zstd") {
    const bytes = await (kind === "gzip" ? inflate(file.bytes, budget) : inflateZstd(file.bytes, budget));
    const inner = { ...file, name: innerName(file.name), bytes };
    if (archiveKind(bytes) === "tar") return membersOf("tar", inner, budget, depth);
    budget.bytes -= bytes.length;
    const path = inner.name ?? "file";
    return (await unpackArchive(inner, budget, depth + 1)) ?? [{ path, bytes, modifiedAt: null }];
  }
  const members = await (kind === "zip" ? unzip(file.bytes, budget) : untar(file.bytes, budget));
  const all: Member[] = [];
  for (const member of members) {
    if ("refusal" in member) {
      all.push(member);
      continue;
    }
    const name = member.path.split("/").at(-1) ?? member.path;
    const nested = await unpackArchive({ name, bytes: member.bytes }, budget, depth + 1);
    if (nested === null) all.push(member);
    else for (const one of nested) all.push({ ...one, path: joined(member.path, one.path) });
  }
  return all;
}

const joined = (archive: string, path: string): string => {
  const folder = archive.split("/").slice(0, -1).join("/");
  return folder === "" ? path : `${folder}/${path}`;
};

const innerName = (name: string | null): string | null => name?.replace(/\.(?:gz|zst|zstd)$/i, "") ?? null;

/** A label from an archive: relative, cleaned, without empty, `.` and `..` parts; null for what is nobody's report. */
function labelOf(path: string): string | null {
  const parts = cleanText(path)
    .replaceAll("\n", "")
    .split(/[\\/]/)
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "." && part !== "..");
  const label = cut(parts.join("/"), LIMITS.memberPathCharacters);
  const last = parts.at(-1) ?? "";
  return label === "" || parts[0] === "__MACOSX" || last.startsWith("._") || last === ".DS_Store"
    ? null
    : label;
}

/** Takes the place of one member; stops where there is none left. */
function takeEntry(budget: Budget): void {
  budget.entries -= 1;
  if (budget.entries < 0) {
    stop(
      "archive-too-many",
      `This archive holds more than ${LIMITS.archiveEntries} files; bring it in parts.`,
    );
  }
}

const most = (budget: Budget): number => Math.min(LIMITS.streamBytes, budget.bytes);

const tooLarge = (): never =>
  stop(
    "archive-too-large",
    `This archive unpacks to more than ${LIMITS.unpackedBytes / 1024 / 1024} MB; bring it in parts.`,
  );

/** Text packs to a hundredth at best; what unpacks to far more is made to fill memory. */
function checkRatio(packed: number, unpacked: number): void {
  if (unpacked > LIMITS.archiveRatioFrom && unpacked > packed * LIMITS.archiveRatio) {
    stop("archive-ratio", `This archive unpacks to more than ${LIMITS.archiveRatio} times its size.`);
  }
}

const gunzipped = promisify(gunzip);

async function inflate(bytes: Uint8Array, budget: Budget): Promise<Uint8Array> {
  const limit = Math.min(most(budget), Math.max(LIMITS.archiveRatioFrom, bytes.length * LIMITS.archiveRatio));
  try {
    return await gunzipped(bytes, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    if (error instanceof RangeError) {
      if (limit < most(budget)) checkRatio(bytes.length, Number.POSITIVE_INFINITY);
      return tooLarge();
    }
    throw error;
  }
}

function inflateZstd(bytes: Uint8Array, budget: Budget): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const decompress = new Decompress((piece) => {
    size += piece.length;
    if (size > most(budget)) tooLarge();
    checkRatio(bytes.length, size);
    pieces.push(piece.slice());
  });
  const step = 1024 * 1024;
  for (let at = 0; at < bytes.length; at += step) {
    decompress.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  }
  return Promise.resolve(Buffer.concat(pieces));
}

function untar(bytes: Uint8Array, budget: Budget): Promise<Member[]> {
  const members: Member[] = [];
  const reader = extract();
  return new Promise((resolve, reject) => {
    const fault = (error: unknown): void => {
      reject(error);
      reader.destroy();
    };
    reader.on("entry", (header, stream, next) => {
      const label = header.type === "file" ? labelOf(header.name) : null;
      const pieces: Uint8Array[] = [];
      try {
        if (label !== null) {
          takeEntry(budget);
          if ((header.size ?? 0) > most(budget)) tooLarge();
        }
      } catch (error) {
        return fault(error);
      }
      stream.on("data", (piece) => {
        if (label !== null && piece instanceof Uint8Array) pieces.push(piece);
      });
      stream.on("error", fault);
      stream.on("end", () => {
        if (label !== null) {
          const content = Buffer.concat(pieces);
          budget.bytes -= content.length;
          const modified = header.mtime?.getTime() ?? 0;
          members.push({ path: label, bytes: content, modifiedAt: modified > 0 ? modified : null });
        }
        next();
      });
      stream.resume();
    });
    reader.on("finish", () => resolve(members));
    reader.on("error", fault);
    reader.end(bytes);
  });
}

const ZIP: Options = { lazyEntries: true, validateEntrySizes: true, decodeStrings: true };

async function unzip(bytes: Uint8Array, budget: Budget): Promise<Member[]> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), ZIP, (error, opened) =>
      error ? reject(error) : resolve(opened),
    ),
  );
  const members: Member[] = [];
  return new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", () => resolve(members));
    zip.on("entry", (entry) => {
      const label = entry.fileName.endsWith("/") ? null : labelOf(entry.fileName);
      if (label === null) return zip.readEntry();
      try {
        takeEntry(budget);
        if (entry.uncompressedSize > most(budget)) tooLarge();
        checkRatio(entry.compressedSize, entry.uncompressedSize);
      } catch (error) {
        return reject(error);
      }
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const pieces: Uint8Array[] = [];
        stream.on("data", (piece: Uint8Array) => pieces.push(piece));
        stream.on("error", reject);
        stream.on("end", () => {
          const content = Buffer.concat(pieces);
          budget.bytes -= content.length;
          members.push({ path: label, bytes: content, modifiedAt: null });
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
}
