import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSecrets } from "./data-folder";
import { isDoorOpen, networkOf, openDoor } from "./share-door";

const NOW = Date.UTC(2026, 10, 21);
const DOOR = { id: "01a20757-aaf8-7284-b1a3-323be85e9adf", passwordHash: "$argon2id$a" };

describe("the cookie of a share link", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-door-"));
  beforeAll(() => void openSecrets(folder));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("opens its link for an hour, and no other", () => {
    const cookie = openDoor(DOOR, NOW);
    expect(isDoorOpen(DOOR, cookie, NOW + 3_599_000)).toBe(true);
    expect(isDoorOpen(DOOR, cookie, NOW + 3_600_000)).toBe(false);
    expect(isDoorOpen({ ...DOOR, id: "01a20757-aaf8-7284-b1a3-323be85e9ade" }, cookie, NOW)).toBe(false);
    expect(isDoorOpen({ ...DOOR, passwordHash: "$argon2id$b" }, cookie, NOW)).toBe(false);
  });

  it("is not changed, shortened or made up", () => {
    const cookie = openDoor(DOOR, NOW);
    const [until = "", seal = ""] = cookie.split(".");
    const later = `${Number(until) + 1}.${seal}`;
    for (const other of [undefined, "", ".", until, later, cookie.slice(0, -1), `${cookie}A`]) {
      expect(isDoorOpen(DOOR, other, NOW)).toBe(false);
    }
    fc.assert(fc.property(fc.string(), (text) => !isDoorOpen(DOOR, text, NOW)));
  });
});

describe("the network of an address", () => {
  it.each([
    ["192.0.2.77", "192.0.2.0/24"],
    ["::ffff:192.0.2.77", "192.0.2.0/24"],
    ["2001:db8:1234:5678::1", "2001:db8:1234::/48"],
    ["2001:0db8::1", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["fe80::1%eth0", "fe80:0:0::/48"],
    ["somewhere", ""],
    ["", ""],
  ])("%j is in %j", (address, network) => expect(networkOf(address)).toBe(network));
});
