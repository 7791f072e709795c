/** Secrets that Rampart itself has to read again: encrypted with the instance's own key, bound to what they are of. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { secrets } from "./data-folder";

const METHOD = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

/** A key for this use alone, from the instance's secret: `secrets.json` holds one for all of them. */
const key = (): Buffer =>
  Buffer.from(hkdfSync("sha256", secrets().session, "", "rampart sealed secrets", 32));

/** @param owner what it is of, such as the id of a web hook: it opens for nothing else */
export function seal(text: string, owner: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(METHOD, key(), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64url");
}

/** @returns null where it was sealed for something else, by another instance's secret, or changed since */
export function unseal(sealed: string, owner: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < NONCE + TAG) return null;
  try {
    const decipher = createDecipheriv(METHOD, key(), bytes.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(-TAG));
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
