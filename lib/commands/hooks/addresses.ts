/** Which addresses web hooks may reach: none within private networks, unless the configuration names it. Pure. */
import net from "node:net";

/** Whatever is not for everybody: IANA's special-purpose registries (RFC 6890 and later). */
const PRIVATE_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** All that is handed out for everybody lies here; mapped, translated, local and multicast addresses do not. */
const PUBLIC_6 = ["2000::/3"];
/** Within it: protocols of their own (Teredo, ORCHID), examples, and 6to4, which holds any IPv4 address. */
const PRIVATE_6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function listOf(networks: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = net.isIPv6(address) ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(bits ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return list;
}

const private4 = listOf(PRIVATE_4);
const public6 = listOf(PUBLIC_6);
const private6 = listOf(PRIVATE_6);

/** @param address IPv4 or IPv6; anything else counts as private */
export function isPrivateAddress(address: string): boolean {
  if (net.isIPv4(address)) return private4.check(address, "ipv4");
  // One with a zone is of this machine's own link.
  if (!net.isIPv6(address) || address.includes("%")) return true;
  return !public6.check(address, "ipv6") || private6.check(address, "ipv6");
}

export interface Allowed {
  /** Whether this name, or this address, is named in the configuration. */
  has: (nameOrAddress: string) => boolean;
}

/** @param places names, addresses and networks, as `lib/env.ts` has checked them */
export function allowedPlaces(places: readonly string[]): Allowed {
  const isNetwork = (place: string): boolean => net.isIP(place.split("/")[0] ?? "") !== 0;
  const networks = listOf(places.filter(isNetwork));
  const names = new Set(places.filter((place) => !isNetwork(place)));
  return {
    has: (place) => {
      const family = net.isIP(place);
      if (family === 0 || place.includes("%")) return names.has(place.toLowerCase());
      return networks.check(place, family === 6 ? "ipv6" : "ipv4");
    },
  };
}
