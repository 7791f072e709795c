import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedPlaces, isPrivateAddress } from "./addresses";

const PRIVATE = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.127.255.254",
  "127.0.0.1",
  "127.255.255.255",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.170",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.19.255.255",
  "203.0.113.9",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:a00:1",
  "64:ff9b::a00:1",
  "64:ff9b::808:808",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:20::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "2606:4700::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "127.1",
  "0x7f.0.0.1",
  "2130706433",
];
const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "169.253.255.255",
  "192.0.1.1",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2001:200::1",
  "2001:4860:4860::8888",
  "2606:4700::1111",
  "2a00:1450::1",
];

describe("private addresses", () => {
  it.each(PRIVATE)("%j is private", (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(PUBLIC)("%s is public", (address) => expect(isPrivateAddress(address)).toBe(false));

  it("an IPv4 address in any disguise of IPv6 is private", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom("::ffff:", "::", "64:ff9b::"), (address, prefix) =>
        isPrivateAddress(`${prefix}${address}`),
      ),
    );
  });
});

describe("what the configuration allows", () => {
  const allowed = allowedPlaces(["chat.internal", "10.1.0.0/16", "192.168.7.9", "fd00::/8"]);
  it.each(["chat.internal", "CHAT.internal", "10.1.255.1", "192.168.7.9", "fd12::1"])("%s", (place) => {
    expect(allowed.has(place)).toBe(true);
  });
  it.each(["internal", "x.chat.internal", "10.2.0.1", "192.168.7.8", "fe80::1", "fd12::1%eth0", "127.0.0.1"])(
    "not %s",
    (place) => expect(allowed.has(place)).toBe(false),
  );
  it("nothing, where nothing is named", () => {
    expect(allowedPlaces([]).has("127.0.0.1")).toBe(false);
  });
});
