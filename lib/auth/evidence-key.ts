/** The key with which this instance signs evidence: made from its secret, so every instance that shares it signs alike. */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from "node:crypto";
import { secrets } from "./data-folder";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const BEFORE = Buffer.from("302e020100300506032b657004220420", "hex");

/** `secrets.json` holds one secret for all keys; this one is for evidence alone. */
function key(): KeyObject {
  const seed = hkdfSync("sha256", secrets().session, "", "rampart evidence signatures", 32);
  return createPrivateKey({
    key: Buffer.concat([BEFORE, Buffer.from(seed)]),
    format: "der",
    type: "pkcs8",
  });
}

/** @returns the 64 bytes of an Ed25519 signature */
export const signEvidence = (bytes: Uint8Array): Buffer => sign(null, bytes, key());

/** In PEM. */
export const evidencePublicKey = (): string =>
  createPublicKey(key()).export({ format: "pem", type: "spki" }).toString();

/** SHA-256 of the public key in DER, hex: what people compare. `openssl pkey -pubin -outform DER | sha256sum` gives it as well. */
export const evidenceKeyHash = (): string =>
  createHash("sha256")
    .update(createPublicKey(key()).export({ format: "der", type: "spki" }))
    .digest("hex");
