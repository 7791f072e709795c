import { describe, expect, it } from "vitest";
import { type Claim, claimOf, type KnownClaim, matchClaim, signatureOf } from "./identity";

const claim = (given: Partial<Claim>): Claim => ({
  name: "web-01",
  hostid2: null,
  hostid: null,
  machineId: null,
  ...given,
});
const known = (hostId: string, given: Partial<Claim>): KnownClaim => ({ ...claim(given), hostId });

describe("a report belongs to", () => {
  it("a new host where nothing is known", () => {
    expect(matchClaim(claim({}), [])).toBeNull();
  });

  it("the host with the same hostid2, whatever it is called now", () => {
    const others = [known("A", { hostid2: "k1", hostid: "m1", name: "old-name" })];
    expect(matchClaim(claim({ hostid2: "k1", hostid: "m1" }), others)).toBe("A");
    expect(matchClaim(claim({ hostid2: "k1" }), others)).toBe("A");
  });

  it("the host with the same hostid2 and name after its network card was changed", () => {
    expect(
      matchClaim(claim({ hostid2: "k1", hostid: "m2" }), [known("A", { hostid2: "k1", hostid: "m1" })]),
    ).toBe("A");
  });

  it("another host where a clone copied the keys: another hostid and another name", () => {
    const others = [known("A", { hostid2: "k1", hostid: "m1", name: "web-01" })];
    expect(matchClaim(claim({ hostid2: "k1", hostid: "m2", name: "web-02" }), others)).toBeNull();
  });

  it("the host with the same hostid, unless the hostid2 differ", () => {
    const others = [known("A", { hostid: "m1", hostid2: "k1", name: "other" })];
    expect(matchClaim(claim({ hostid: "m1" }), others)).toBe("A");
    expect(matchClaim(claim({ hostid: "m1", hostid2: "k2" }), others)).toBeNull();
  });

  it("the host of the same name, unless identifiers of one kind differ", () => {
    expect(matchClaim(claim({}), [known("A", { hostid2: "k1" })])).toBe("A");
    expect(matchClaim(claim({ hostid2: "k1" }), [known("A", {})])).toBe("A");
    expect(matchClaim(claim({ hostid2: "k2" }), [known("A", { hostid2: "k1" })])).toBeNull();
    expect(matchClaim(claim({ machineId: "i2" }), [known("A", { machineId: "i1" })])).toBeNull();
  });

  it("the host of the same name without its domain, where only one can be meant", () => {
    const full = known("A", { name: "db-02.example.org" });
    const short = known("A", { name: "db-02", hostid2: "k1" });
    expect(matchClaim(claim({ name: "db-02" }), [full])).toBe("A");
    expect(matchClaim(claim({ name: "db-02.example.org" }), [short])).toBe("A");
    expect(matchClaim(claim({ name: "db-02.example.org", hostid2: "k2" }), [short])).toBeNull();
    expect(matchClaim(claim({ name: "db-02.other.org" }), [full])).toBeNull();
    expect(matchClaim(claim({ name: "db-02.other.org" }), [short, full])).toBeNull();
    expect(matchClaim(claim({ name: "db-02" }), [full, known("B", { name: "db-02.other.org" })])).toBeNull();
    expect(matchClaim(claim({ name: "192.0.2.7" }), [known("A", { name: "192" })])).toBeNull();
  });

  it("the oldest of several that fit", () => {
    expect(matchClaim(claim({}), [known("A", {}), known("B", {})])).toBe("A");
  });

  it("nobody by a name that it does not say", () => {
    expect(matchClaim(claim({ name: null }), [known("A", { name: null })])).toBeNull();
  });
});

describe("a claim", () => {
  it("is written the same way whatever the case of its name", () => {
    const host = { name: "WEB-01", identifiers: [{ kind: "hostid2" as const, value: "k1" }], os: NO_OS };
    expect(signatureOf(claimOf(host))).toBe('["k1",null,null,"web-01"]');
  });

  it("cannot be forged by quotes or commas in a name", () => {
    const forged = claim({ name: 'k1",null,null,"web-01' });
    expect(signatureOf(forged)).not.toBe(signatureOf(claim({ hostid2: "k1" })));
  });
});

const NO_OS = { family: null, name: null, version: null, kernel: null };
