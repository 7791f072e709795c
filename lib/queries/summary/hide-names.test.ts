import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Summary } from "@/lib/exports/summary";
import { emptySummary, fleetSummary } from "@/lib/exports/summary.sample";
import { hideNames, type KnownHost, pseudonyms } from "./hide-names";
import { reduceSummary } from "./reduce";

const KEY = new Uint8Array(32).fill(7);
const ID = "01a20757-aaf8-7284-b1a3-323be85e9adf";
const OTHER = "01a20757-aaf8-7284-b1a3-323be85e9ad0";
const HOSTS: KnownHost[] = [
  { id: ID, names: ["web-01.example.org", "a".repeat(40)] },
  { id: OTHER, names: ["db"] },
];

/** A summary that says a text wherever reports or people can put one. */
const saying = (text: string, id = ID): Summary => ({
  ...fleetSummary(1),
  title: text,
  comment: text,
  lowest: { name: text, href: `/hosts/${id}`, proven: 1 },
  highest: { name: text, href: `/hosts/${id}`, proven: 2 },
  towers: [
    {
      tower: "hardening",
      figures: null,
      before: null,
      held: { hosts: 1, at: 40, cause: text },
      because: text,
    },
  ],
  holdsBack: [{ text, gain: 1, hosts: 1 }],
  repaired: {
    total: 1,
    bySeverity: {},
    first: [{ title: text, hosts: 1, lastAt: "2026-11-21T09:30:00.000Z" }],
  },
  findings: {
    ...{ open: 1, overdue: 0, bySeverity: {} },
    top: [{ key: text, title: text, tower: "hardening", severity: "high", hosts: 1, gain: 1, repair: text }],
  },
  plans: [{ title: text, owner: text, dueAt: null, overdue: false, total: 1, closed: 0 }],
  decisions: [
    {
      ...{ treatment: "accept", title: text, severity: "high", hosts: 1, reason: text, owner: text },
      ...{ approver: text, until: "2026-12-21T09:30:00.000Z", carriedOut: null },
    },
  ],
  silent: { total: 1, first: [{ name: text, href: `/hosts/${id}`, since: null }] },
  evidence: [
    {
      ...{ source: text, hosts: 1, reports: 1 },
      ...{ newest: "2026-11-21T09:30:00.000Z", oldest: "2026-11-21T09:30:00.000Z" },
    },
  ],
  attestations: [
    {
      ...{ measure: text, byWhom: text, hosts: 1 },
      ...{ at: "2026-11-21T09:30:00.000Z", validUntil: "2026-11-21T09:30:00.000Z" },
    },
  ],
  drawing: {
    ...{ host: text, href: `/hosts/${id}` },
    towers: {
      hardening: { href: `/hosts/${id}/hardening`, guards: [{ name: text, state: "weak", why: text }] },
    },
  },
  table: fleetSummary(1).table.map((row) => ({ ...row, name: text, href: `/hosts/${id}` })),
});

const titleOf = (text: string): string => hideNames({ ...emptySummary(), title: text }, KEY, HOSTS).title;
const [NAME = "", DB = ""] = HOSTS.map(({ id }) => pseudonyms(KEY, HOSTS).get(id));

describe("hiding the names of hosts", () => {
  it("calls each by a pseudonym, whatever form its name has", () => {
    expect(NAME).toMatch(/^Host [A-Z][2-9A-Z]$/);
    expect(titleOf("web-01.example.org")).toBe(NAME);
    expect(titleOf("WEB-01 and db differ")).toBe(`${NAME} and ${DB} differ`);
    expect(titleOf("root@web-01.internal.example:/etc")).toBe(`root@${NAME}:/etc`);
    expect(titleOf(`ssh_web-01_key of ${"A".repeat(40)}`)).toBe(`ssh_${NAME}_key of ${NAME}`);
  });

  it("leaves words that only hold a name within them", () => {
    expect(titleOf("mongodb on web-012, web-01x")).toBe("mongodb on web-012, web-01x");
  });

  it("takes out addresses and ids that are nobody's", () => {
    expect(titleOf("from 10.0.0.7 to 10.0.0.0/8, fe80::1 and 2001:db8:0:0:0:0:0:1")).toBe(
      "from [address] to [address], [address] and [address]",
    );
    expect(titleOf("de:ad:be:ef:00:01 12:30:15 std::string of 5.10.2")).toBe(
      "[address] 12:30:15 std::string of 5.10.2",
    );
    expect(titleOf("01a20757-aaf8-7284-b1a3-000000000000")).toBe("[id]");
  });

  it("hides each in every text there is, and every link", () => {
    const hidden = JSON.stringify(hideNames(saying(`x ${ID} y WEB-01 z web-01.example.org`), KEY, HOSTS));
    expect(hidden).not.toMatch(/web-01|example\.org|01a20757|\/hosts\//i);
  });

  it("gives the same ones for the same key, and others for another", () => {
    const other = pseudonyms(new Uint8Array(32).fill(8), HOSTS).get(ID);
    expect(pseudonyms(KEY, [...HOSTS].reverse()).get(ID)).toBe(NAME);
    expect(other).not.toBe(NAME);
  });

  it("makes a pseudonym of its own for each of 5,000", () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ id: `host-${index}`, names: [] }));
    expect(new Set(pseudonyms(KEY, many).values()).size).toBe(5000);
  });
});

const label = fc.stringMatching(/^[a-z][a-z0-9-]{2,20}[a-z0-9]$/);
const name = fc.oneof(
  label,
  fc.tuple(label, label, label).map((parts) => parts.join(".")),
  // By hand, a host may be called anything.
  fc.string({ minLength: 2, maxLength: 20, unit: "grapheme" }).filter((text) => /\p{L}{2}/u.test(text)),
  fc.ipV4(),
);
const id = fc.uuid();
const host = fc.record({ id, names: fc.array(name, { minLength: 1, maxLength: 3 }) });
const hosts = fc.uniqueArray(host, { minLength: 1, maxLength: 8, selector: (one) => one.id });
const between = fc.constantFrom(" ", "/", ": ", "@", "(", "_", ", then ", "“");

/** Every text of it, without the names of fields. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

const asWord = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "iu");

describe("whatever the hosts are called", () => {
  it("no name, domain, id or address of any of them is left, wherever it stood", () => {
    fc.assert(
      fc.property(hosts, between, (known, sign) => {
        const said = known.flatMap((one) => [one.id, ...one.names]).join(sign);
        const [first] = known;
        const hidden = reduceSummary(saying(said, first?.id), {
          sections: ["towers", "findings", "plans", "decisions", "evidence", "method"],
          hide: { key: KEY, hosts: known },
        });
        const names = known.flatMap((one) => [one.id, ...one.names.map((text) => text.trim().normalize())]);
        const texts = [...new Set(textsOf(hidden))];
        // What a summary without any of them says, and the pseudonyms, are ours.
        const ours = textsOf([saying(""), [...pseudonyms(KEY, known).values()], "id address Host"]).join(" ");
        for (const hiddenName of names.filter((text) => text !== "" && !asWord(text).test(ours))) {
          const word = asWord(hiddenName);
          expect(texts.filter((text) => word.test(text))).toEqual([]);
        }
        expect(JSON.stringify(hidden)).not.toContain("/hosts/");
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
