/** Where a web hook goes: resolved first, every address looked at, and then connected to one of these and no other. */
import dns from "node:dns/promises";
import net from "node:net";
import { readEnvironment } from "@/lib/env";
import { fail, type Result } from "@/lib/result";
import { type Allowed, allowedPlaces, isPrivateAddress } from "./addresses";

interface Address {
  address: string;
  family: number;
}

/** Another one in tests. */
type Resolve = (host: string) => Promise<Address[]>;

export interface Reach {
  resolve: Resolve;
  allowed: Allowed;
}

export const usualReach = (): Reach => ({
  resolve: (host) => dns.lookup(host, { all: true, order: "verbatim" }),
  allowed: allowedPlaces(readEnvironment().hooksToPrivate),
});

export interface Target {
  url: URL;
  /** What was looked at: the connection goes to these. */
  addresses: Address[];
}

/**
 * @returns where it goes, or why it may not: `form` for an address that no web hook can have, `not-possible` for one that is
 * not found or is private
 */
export async function targetOf(text: string, { resolve, allowed }: Reach): Promise<Result<Target>> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    return fail("form", "Give an https address, such as https://chat.example.org/hooks/1.");
  if (url.username || url.password || url.hash)
    return fail("form", "Give the address without a user, a password and a # part.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = await addressesOf(host, resolve);
  if (addresses.length === 0) return fail("not-possible", `The name ${host} is not found.`);
  const isAllowed = ({ address }: Address): boolean => allowed.has(host) || allowed.has(address);
  if (addresses.some((one) => isPrivateAddress(one.address) && !isAllowed(one)))
    return fail(
      "not-possible",
      `${host} is at a private address, and RAMPART_HOOKS_TO_PRIVATE does not name it.`,
    );
  if (url.protocol === "http:" && !addresses.every(isAllowed))
    return fail(
      "form",
      "Plain http goes only to places that RAMPART_HOOKS_TO_PRIVATE names. Give an https address.",
    );
  return { ok: true, url, addresses };
}

async function addressesOf(host: string, resolve: Resolve): Promise<Address[]> {
  const family = net.isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return resolve(host).catch(() => []);
}
