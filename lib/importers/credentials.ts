/** Addresses of repositories may hold a user and a password: neither is ever kept. */
import type { Note } from "./types";

const LATIN1 = new TextDecoder("latin1");
const MASK = "***";

export const REMOVED: Note = {
  code: "credentials-removed",
  text: "An address in this file held a user or a password; it was removed and is not kept.",
};

/** Where `user:password` begins and ends within the address that goes on behind `://`, if it holds any. */
function secretIn(address: string): number {
  const slash = address.indexOf("/");
  const authority = slash === -1 ? address : address.slice(0, slash);
  const at = authority.lastIndexOf("@");
  if (at !== -1) return at;
  // A password may hold a slash: what stands behind the colon is then no port.
  const colon = authority.indexOf(":");
  return colon !== -1 && !/^\d*$/.test(authority.slice(colon + 1)) ? address.lastIndexOf("@") : -1;
}

/** Blanks by name: in bytes `\s` would also take a part of a letter such as à for one. */
const ADDRESS = /:\/\/([^ \t\r\n]+)/g;

/** The same text with `***` for the users and passwords of addresses. */
export const masked = (text: string): string =>
  text.includes("@")
    ? text.replace(ADDRESS, (whole: string, address: string) => {
        const end = secretIn(address);
        return end <= 0 || address.slice(0, end) === MASK ? whole : `://${MASK}${address.slice(end)}`;
      })
    : text;

/** The address alone, without user and password. */
export const withoutUser = (uri: string): string => masked(uri).replace(`://${MASK}@`, "://");

/** The same bytes without users and passwords in addresses; every other byte stays as it is. */
export function withoutCredentials(bytes: Uint8Array): { bytes: Uint8Array; removed: boolean } {
  const text = LATIN1.decode(bytes); // one character per byte, so that places in the text are places in the file
  if (!text.includes("@")) return { bytes, removed: false };
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const end = secretIn(match[1] ?? "");
    if (end <= 0 || (match[1] ?? "").slice(0, end) === MASK) continue;
    const start = match.index + 3;
    pieces.push(bytes.subarray(from, start), new TextEncoder().encode(MASK));
    from = start + end;
  }
  if (pieces.length === 0) return { bytes, removed: false };
  pieces.push(bytes.subarray(from));
  const kept = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    kept.set(piece, at);
    at += piece.length;
  }
  return { bytes: kept, removed: true };
}
