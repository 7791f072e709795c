/** What opens a share link that asks for a password: a signed cookie, for this link alone and an hour. */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import net from "node:net";
import { secrets } from "./data-folder";

export const SHARE_COOKIE = "rampart-share";
export const SHARE_COOKIE_SECONDS = 3600;

/** What the cookie is bound to: with another password it opens nothing any more. */
interface Door {
  id: string;
  passwordHash: string | null;
}

/** A key for this use alone, from the instance's secret. */
const key = (): Buffer => Buffer.from(hkdfSync("sha256", secrets().session, "", "rampart share cookies", 32));

const signed = (text: string): Buffer => createHmac("sha256", key()).update(text).digest();
const textOf = ({ id, passwordHash }: Door, until: number): string =>
  JSON.stringify([id, passwordHash, until]);

/** @param now milliseconds */
export function openDoor(door: Door, now: number): string {
  const until = now + SHARE_COOKIE_SECONDS * 1000;
  return `${until}.${signed(textOf(door, until)).toString("base64url")}`;
}

export function isDoorOpen(door: Door, cookie: string | undefined, now: number): boolean {
  const [, time = "", seal = ""] = /^(\d{13})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? "") ?? [];
  const until = Number(time);
  if (seal === "" || until <= now) return false;
  return timingSafeEqual(Buffer.from(seal, "base64url"), signed(textOf(door, until)));
}

/** The network of an address, not the address: /24 or /48; empty where there is none. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (net.isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (!net.isIPv6(plain)) return "";
  const [head = "", tail] = (plain.split("%")[0] ?? "").split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail?.split(":").filter(Boolean) ?? [];
  const missing = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array(Math.max(0, missing)).fill("0"), ...back];
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/48`;
}
