/** Passwords: argon2id with the parameters that OWASP recommends (19 MiB, two passes, one lane). */
import { hash, verify } from "@node-rs/argon2";

/** argon2id; the package's enum is `const` and does not survive isolated modules. */
const ARGON2ID = 2;
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const PASSWORD = { least: 12, most: 256 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | undefined;

/**
 * @param stored null where there is no such account: it takes the same time, so that accounts cannot be guessed
 */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("no account has this password");
  const right = await verify(stored ?? (await decoy), password);
  return stored !== null && right;
}
