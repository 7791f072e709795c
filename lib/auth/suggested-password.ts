/** A password to hand over: it is read out on the telephone or typed from a slip of paper. */
import { randomBytes } from "node:crypto";

/** Without `l` and `o`, `0` and `1`. */
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";

/** 60 bits: `k7mp-x2fd-93hw`. */
export const suggestPassword = (): string =>
  [...randomBytes(12)]
    .map((byte) => SIGNS[byte % SIGNS.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");
