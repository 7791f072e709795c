import { describe, expect, it } from "vitest";
import { updatesFact } from "../inventory";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { packages } from ".";
import { rowOf } from "./rpm";

const samples = samplesOf(import.meta.url);
const sample = (name: string) => onlyReport(packages, fileOf(samples.get(name) ?? ""));
const fact = (name: string, key: string) => sample(name).facts.find((one) => one.key === key)?.values;
const sniff = (head: string) => packages.sniff(head, { name: "", command: "" });

behaves(packages, { samples, cut: "unknowable" });

describe("samples", () => {
  it.each([
    ["web-01-before-dpkg-inventory.tsv", "292", 292],
    ["web-01-before-dpkg-l.txt", "292", 292],
    ["half.txt", "3", 3],
    ["german.txt", "2", 2],
    ["with-states.tsv", "4", 3],
    ["app-05-rpm-qa.tsv", "5", 5],
    ["signatures.tsv", "5", 5],
  ])("%s: %s installed", (name, installed, versions) => {
    expect(fact(name, "installed")).toEqual([installed]);
    expect(fact(name, "versions")).toHaveLength(versions);
    expect(sample(name)).toMatchObject({
      source: "packages",
      scope: "full",
      complete: true,
      exposures: [],
      notes: name.startsWith("app-05") ? [{ code: "vendor-assumed" }] : [],
    });
  });

  it("web-01: the same in both forms; only the table speaks of states", () => {
    const [query, table] = ["web-01-before-dpkg-inventory.tsv", "web-01-before-dpkg-l.txt"];
    expect(fact(query, "versions")).toEqual(fact(table, "versions"));
    expect(fact(query, "versions")?.slice(0, 2)).toEqual(["adduser=3.118+deb11u1", "aide=0.17.3-4+deb11u2"]);
    expect(fact(query, "maintained_elsewhere")).toHaveLength(33);
    expect(sample(query).observations).toEqual([]);
    expect(sample(table).observations).toEqual([
      { check: "packages:all-configured", outcome: "pass", details: [] },
    ]);
    expect(fact(table, "held")).toEqual([]);
  });

  it("what is installed by half", () => {
    const report = sample("half.txt");
    expect(report.observations).toEqual([
      {
        check: "packages:all-configured",
        outcome: "fail",
        message: "3 packages are installed by half.",
        details: [
          { name: "package", text: "half-one 2.0-1 (iU)" },
          { name: "package", text: "half-two 1:2.0-1 (iF)" },
          { name: "package", text: "half-three 3.0-1 (iHR)" },
        ],
      },
    ]);
    expect(report.definitions).toEqual([
      {
        check: "packages:all-configured",
        title: "Every package is installed to its end",
        severity: "medium",
        tower: "hardening",
        group: "ports_packages",
        theme: "containment",
      },
    ]);
    expect(fact("half.txt", "held")).toEqual(["acme-agent"]);
    expect(fact("half.txt", "versions")).toEqual(["acme-agent=2.1.0", "adduser=3.134", "man-db=2.11.2-2"]);
    expect(fact("with-states.tsv", "half_installed")).toEqual(["half"]);
    expect(fact("with-states.tsv", "maintained_elsewhere")).toEqual(["acme-tools"]);
    expect(fact("with-states.tsv", "held")).toEqual(["acme-tools"]);
  });

  it("app-05: two packages are not of the vendor who made most", () => {
    const report = sample("app-05-rpm-qa.tsv");
    expect(report.observations).toEqual([
      {
        check: "external:alien:acme-agent",
        outcome: "fail",
        message: "It was made by Acme Corp.",
        details: [
          { name: "installed", text: "2.1.0-1" },
          { name: "vendor", text: "Acme Corp" },
        ],
      },
      {
        check: "external:alien:hand-built",
        outcome: "fail",
        message: "It does not say who made it.",
        details: [{ name: "installed", text: "0.1-1" }],
      },
    ]);
    expect(report.exhaustive).toEqual(["external:alien:"]);
    expect(report.tool).toEqual({ name: "rpm", version: null });
    expect(fact("app-05-rpm-qa.tsv", "updates")).toEqual([
      "2026-11-22T11:50:53Z install acme-agent 2.1.0-1",
      "2026-11-22T11:50:53Z install alpha-server 1.0-1.el9",
      "2026-11-22T11:50:53Z install alpha-libs 1.0-1.el9",
      "2026-11-22T11:50:53Z install alpha-base 1.0-1.el9",
      "2026-11-22T11:50:53Z install hand-built 0.1-1",
    ]);
  });

  it("Rocky Linux with EPEL and an unsigned package; keys are no packages", () => {
    expect(sample("signatures.tsv").observations.map(({ check, message }) => [check, message])).toEqual([
      ["external:alien:htop", "It was made by Fedora Project."],
      ["external:alien:rebuilt", "It is not signed."],
    ]);
    expect(fact("signatures.tsv", "versions")).toContain("bind-libs=32:9.16.23-29.el9");
    expect(fact("signatures.tsv", "versions")).toContain("glibc=2.34-168.el9");
  });
});

describe("updates", () => {
  const row = (name: string, ...more: string[]) =>
    [name, "(none)", "1.0", "1", "noarch", "Fedora Project", ...more].join("\t");
  const updates = (...rows: string[]) =>
    onlyReport(packages, fileOf(`${rows.join("\n")}\n`)).facts.find(({ key }) => key === "updates")?.values;

  it("go by the time of installation, the oldest first; keys are none", () => {
    const list = [row("zlib", "1795348253"), row("bash", "1795348252"), row("gpg-pubkey", "1795348251")];
    expect(updates(...list, row("glibc", "1795348252", "(none)"))).toEqual([
      "2026-11-22T11:50:52Z install bash 1.0-1",
      "2026-11-22T11:50:52Z install glibc 1.0-1",
      "2026-11-22T11:50:53Z install zlib 1.0-1",
    ]);
  });

  it("are not spoken of where the list has no such column, or no real time in it", () => {
    expect(updates(row("bash"))).toBeUndefined();
    expect(updates(row("bash", "(none)"))).toBeUndefined();
    expect(updates(row("bash", "RSA/SHA256, Mon 02 Jun 2025, Key ID 702d426d350d275d"))).toBeUndefined();
    expect(updates(row("bash", "12"))).toBeUndefined();
    expect(fact("web-01-before-dpkg-l.txt", "updates")).toBeUndefined();
  });

  it("are the last two thousand, each once", () => {
    const many = Array.from({ length: 2_100 }, (_, index) => ({
      at: `2026-11-22T1${Math.floor(index / 600)}:${String(Math.floor(index / 10) % 60).padStart(2, "0")}:00Z`,
      action: "upgrade" as const,
      name: `a${index}`,
      version: "1.0",
    }));
    const { values } = updatesFact([...many, ...many]);
    expect(values).toHaveLength(2_000);
    expect(values[0]).toBe("2026-11-22T10:10:00Z upgrade a100 1.0");
    expect(values.at(-1)).toBe("2026-11-22T13:29:00Z upgrade a2099 1.0");
  });
});

describe("rules", () => {
  it("names versions in the order of their packages", () => {
    const rows = ["aide-common\t1-1\tall\tA <a@debian.org>\t", "aide\t1-1\tall\tA <a@debian.org>\t"];
    const { facts } = onlyReport(packages, fileOf(`${rows.join("\n")}\n`));
    expect(facts[1]).toEqual({ key: "versions", values: ["aide=1-1", "aide-common=1-1"] });
  });

  it("a table without its heading was sifted: it passes nothing", () => {
    const text = "ii  adduser  3.134  all  add and remove users\nii  bash  5.2-1  amd64  shell\n";
    expect(sniff(text)).toBe("yes");
    expect(onlyReport(packages, fileOf(text))).toMatchObject({
      scope: "partial",
      observations: [],
      facts: [],
    });
  });

  it("a list cut within a row says what failed and passes nothing", () => {
    const row = "acme\t(none)\t1.0\t1\tnoarch\tAcme\t1795348253\n";
    const own = "bash\t(none)\t5.1\t1\tx86_64\tFedora Project\t1795348253\n";
    expect(onlyReport(packages, fileOf(`${own}${row}zlib\t(no`))).toMatchObject({
      complete: false,
      observations: [{ check: "external:alien:acme" }],
      exhaustive: [],
      facts: [],
    });
    expect(onlyReport(packages, fileOf(`${own}${row}what is this\n`))).toMatchObject({
      complete: true,
      exhaustive: [],
      notes: [{ code: "unread-lines" }],
    });
  });

  it("is not taken in by other tables", () => {
    expect(sniff("a\tb\tc\td\te\n")).toBe("no");
    expect(sniff("bash\n")).toBe("no");
    expect(sniff("name\t(none)\t1.0\n")).toBe("no");
    expect(sniff("i  inhouse-backup - inhouse-backup\n")).toBe("no");
    expect(refusalOf(packages, fileOf("a\tb\tc\td\te\n"))).toBe("packages-nothing");
    expect(rowOf("a\t0\t1.0\t1\tnoarch\t\t1\t(none)")).toEqual({
      name: "a",
      version: "1.0-1",
      vendor: null,
      signed: false,
      installedAt: null,
    });
  });
});
