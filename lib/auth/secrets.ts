/** Random strings and their hashes. */
import { createHash, randomBytes } from "node:crypto";

/** SHA-256, hex: how tokens are stored. They are random and long, so a slow hash would add nothing. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** 256 bits in letters that survive every shell and address. */
export const randomToken = (prefix = ""): string => prefix + randomBytes(32).toString("base64url");

/** 128 bits as a Lynis licence key looks: the client lets only small hex digits and dashes through. */
export const randomLynisKey = (): string =>
  randomBytes(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** Whether a text has the form of such a key. */
export const looksLikeLynisKey = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
