/** All formats that Rampart reads. A new one is a folder and one line in `IMPORTERS`. */
import { LIMITS } from "./limits";
import { lynis } from "./lynis";
import { readHead, readText } from "./read/text";
import type { FileInput, Importer, ImportResult, Refusal } from "./types";

export const IMPORTERS: readonly Importer[] = [lynis];

export type Recognition = { ok: true; importer: Importer } | { ok: false; refusal: Refusal };

/**
 * Asks every importer whether a file is its own, by content only.
 * Errors (returned): `too-large`; `ambiguous` where several claim it; the refusal of the importer that knows it as no
 * evidence; else `empty`, `utf-16`, `binary` or `not-recognised`.
 */
export function recognise(file: FileInput, importers = IMPORTERS): Recognition {
  if (file.bytes.length > LIMITS.fileBytes) return unreadable(file);
  const head = readHead(file.bytes);
  const claims: Importer[] = [];
  const refusals: Refusal[] = [];
  for (const importer of importers) {
    const answer = importer.sniff(head);
    if (answer === "yes") claims.push(importer);
    else if (answer !== "no") refusals.push(answer);
  }
  const [importer] = claims;
  if (importer && claims.length === 1) return { ok: true, importer };
  if (importer) {
    const titles = claims.map(({ title }) => title).join(", ");
    return refuse("ambiguous", `This file could be several things: ${titles}. Bring one report per file.`);
  }
  const [refusal] = refusals;
  return refusal ? { ok: false, refusal } : unreadable(file);
}

/** Recognises a file and reads it. Errors (returned): those of `recognise` and of the importer. */
export function readReport(file: FileInput, importers = IMPORTERS): ImportResult {
  const recognition = recognise(file, importers);
  return recognition.ok ? recognition.importer.read(file) : recognition;
}

/** Why nobody knows a file: it may be none that could be read at all. */
function unreadable({ bytes }: FileInput): Recognition {
  const text = readText(bytes);
  if (!text.ok) return text;
  const known = IMPORTERS.map(({ title }) => title).join(", ");
  return refuse("not-recognised", `This is no report that Rampart reads. It reads: ${known}.`);
}

const refuse = (code: string, text: string): Recognition => ({ ok: false, refusal: { code, text } });
