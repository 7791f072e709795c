import { describe, expect, it } from "vitest";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { aptPolicy } from ".";

const all = samplesOf(import.meta.url);
const sample = (name: string) => onlyReport(aptPolicy, fileOf(all.get(name) ?? ""));
const some = (...names: string[]) => new Map([...all].filter(([name]) => names.includes(name)));
const outcomes = (name: string) =>
  Object.fromEntries(sample(name).observations.map(({ check, outcome }) => [check, outcome]));
const sniff = (head: string) => aptPolicy.sniff(head, { name: "", command: "" });

behaves(aptPolicy, { samples: some("web-01-before-policy.txt"), cut: "incomplete" });
behaves(aptPolicy, {
  samples: some("web-01-before-policy-packages.txt", "aliens.txt", "foreign-repositories.txt"),
  cut: "unknowable",
});

describe("samples", () => {
  it("web-01: four repositories, one of which is not Debian's", () => {
    const report = sample("web-01-before-policy.txt");
    expect(report).toMatchObject({
      source: "apt-policy/repositories",
      scope: "full",
      complete: true,
      exhaustive: ["external:repository:"],
      exposures: [],
      notes: [],
    });
    expect(outcomes("web-01-before-policy.txt")).toEqual({
      "external:repository:file:/srv/acme-repo": "fail",
      "external:repository:ftp.debian.org/debian-security/bullseye-security": "pass",
      "external:repository:ftp.debian.org/debian/bullseye-updates": "pass",
      "external:repository:ftp.debian.org/debian/bullseye": "pass",
    });
    expect(report.observations[0]).toEqual({
      check: "external:repository:file:/srv/acme-repo",
      outcome: "fail",
      message: "It is a repository of Acme.",
      details: [
        { name: "address", text: "file:/srv/acme-repo ./" },
        { name: "origin", text: "Acme" },
        { name: "label", text: "Acme Software" },
      ],
    });
    expect(report.facts).toEqual([
      { key: "repositories", values: ["4"] },
      { key: "foreign_repositories", values: ["file:/srv/acme-repo"] },
      { key: "pinned", values: [] },
    ]);
  });

  it("Ubuntu with a PPA, Docker, a mirror of its own and pins", () => {
    expect(outcomes("foreign-repositories.txt")).toEqual({
      "external:repository:download.docker.com/linux/ubuntu/noble": "fail",
      "external:repository:ppa.launchpadcontent.net/example-team/tools/ubuntu/noble": "fail",
      "external:repository:archive.ubuntu.com/ubuntu/noble-updates": "pass",
      "external:repository:archive.ubuntu.com/ubuntu/noble": "pass",
      "external:repository:packages.corp.example/repository/noble-security/noble-security": "pass",
      "external:repository:packages.corp.example/own": "fail",
    });
    const { facts, observations } = sample("foreign-repositories.txt");
    expect(facts[0]).toEqual({ key: "repositories", values: ["6"] });
    expect(facts[2]).toEqual({ key: "pinned", values: ["tool-one", "tool-two"] });
    expect(observations[1]?.details?.[2]).toEqual({ name: "label", text: "Tools, tried, and more" });
    expect(observations.at(-1)?.message).toBe("It does not say whose it is.");
  });

  it("web-01: all 292 packages are Debian's", () => {
    expect(sample("web-01-before-policy-packages.txt")).toMatchObject({
      source: "apt-policy/packages",
      scope: "full",
      complete: true,
      observations: [],
      exhaustive: ["external:alien:"],
      facts: [{ key: "alien_packages", values: [] }],
      notes: [],
    });
  });

  it("a version that its repository has replaced is no alien", () => {
    const report = sample("aliens.txt");
    expect(report).toMatchObject({ scope: "partial", exhaustive: [], facts: [], notes: [] });
    expect(countsOf(report)).toEqual({ fail: 2 });
    expect(report.observations).toEqual([
      {
        check: "external:alien:acme-agent",
        outcome: "fail",
        message: "Only a repository that is not the distribution's has it.",
        details: [
          { name: "installed", text: "2.1.0" },
          { name: "repository", text: "file:/srv/acme-repo ./" },
          { name: "repository", text: "file:/srv/acme-repo ./" },
        ],
      },
      {
        check: "external:alien:old-reporting",
        outcome: "fail",
        message: "No repository has it.",
        details: [{ name: "installed", text: "1.2-3" }],
      },
    ]);
  });
});

describe("rules", () => {
  const head = "Package files:\n 100 /var/lib/dpkg/status\n     release a=now\n";
  const acme = " 500 https://a.acme.example/x ./ Packages\n     release o=Acme\n";
  it("without its end it passes nothing and closes nothing", () => {
    const debian = " 500 http://deb.debian.org/debian sid/main amd64 Packages\n     release o=Debian\n";
    expect(onlyReport(aptPolicy, fileOf(head + debian + acme))).toMatchObject({
      complete: false,
      observations: [{ check: "external:repository:a.acme.example/x", outcome: "fail" }],
      exhaustive: [],
      facts: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("closes nothing where a line could not be read", () => {
    const report = onlyReport(aptPolicy, fileOf(`${head}what is this\n${acme}Pinned packages:\n`));
    expect(report).toMatchObject({ complete: true, exhaustive: [], notes: [{ code: "unread-lines" }] });
  });

  it("in other languages", () => {
    const text =
      "Paketdateien:\n 100 /var/lib/dpkg/status\n     release a=now\nMit Pinning verwaltete Pakete:\n";
    expect(sniff(text)).toBe("yes");
    expect(onlyReport(aptPolicy, fileOf(text))).toMatchObject({ complete: true, observations: [] });
    const table =
      "bash:\n  Installiert:           5.2\n  Installationskandidat: 5.2\n  Versionstabelle:\n *** 5.2 100\n        100 /var/lib/dpkg/status\n";
    expect(sniff(table)).toBe("yes");
    expect(countsOf(onlyReport(aptPolicy, fileOf(table)))).toEqual({ fail: 1 });
  });

  it("never keeps a password", () => {
    const secret = head + acme.replace("https://", "https://eve:geheim@");
    const result = aptPolicy.read(fileOf(`${secret}Pinned packages:\n`));
    expect(JSON.stringify(result.ok && result.reports)).not.toContain("geheim");
    expect(new TextDecoder().decode(result.ok ? result.original : undefined)).not.toContain("geheim");
  });

  it("refuses what names no installed package", () => {
    const none = "x11-apps:\n  Installed: (none)\n  Candidate: 7.7\n  Version table:\n     7.7 500\n";
    expect(refusalOf(aptPolicy, fileOf(none))).toBe("apt-policy-nothing");
    expect(sniff("bash:\n  is: a shell\n")).toBe("no");
    expect(sniff("Package files:\nbash\n")).toBe("no");
  });
});
