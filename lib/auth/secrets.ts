/** Random strings and their hashes. */
import { createHash, randomBytes } from "node:crypto";

/** SHA-256, hex: how tokens are stored. They are random and long, so a slow hash would add nothing. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** 256 bits in letters that survive every shell and address. */
export const randomToken = (prefix = ""): string => prefix + randomBytes(32).toString("base64url");
