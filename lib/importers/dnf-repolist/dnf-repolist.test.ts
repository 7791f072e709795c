import { describe, expect, it } from "vitest";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { dnfRepolist } from ".";

const all = samplesOf(import.meta.url);
const some = (...names: string[]) => new Map([...all].filter(([name]) => names.includes(name)));
const sample = (name: string) => onlyReport(dnfRepolist, fileOf(all.get(name) ?? ""));
const outcomes = (name: string) =>
  Object.fromEntries(sample(name).observations.map(({ check, outcome }) => [check.slice(9), outcome]));
const sniff = (head: string) => dnfRepolist.sniff(head, { name: "", command: "" });

behaves(dnfRepolist, {
  samples: some("app-05-dnf-repolist.txt", "all.txt", "yum.txt", "dnf5-info.txt"),
  cut: "unknowable",
});
behaves(dnfRepolist, { samples: some("verbose.txt"), cut: "incomplete" });

describe("samples", () => {
  it("app-05: three repositories, one of which is not the distribution's", () => {
    const report = sample("app-05-dnf-repolist.txt");
    expect(report.observations).toEqual([
      {
        check: "external:repository:base",
        outcome: "pass",
        details: [{ name: "name", text: "Example base" }],
      },
      {
        check: "external:repository:thirdparty",
        outcome: "fail",
        message: "It is not a repository of the distribution.",
        details: [{ name: "name", text: "Example thirdparty" }],
      },
      {
        check: "external:repository:updates",
        outcome: "pass",
        details: [{ name: "name", text: "Example updates" }],
      },
    ]);
    expect(report).toMatchObject({
      source: "dnf-repolist",
      scope: "full",
      complete: true,
      exhaustive: ["external:repository:"],
      facts: [
        { key: "repositories", values: ["3"] },
        { key: "foreign_repositories", values: ["thirdparty"] },
      ],
      notes: [],
    });
  });

  it.each([
    [
      "all.txt",
      {
        "repository:appstream": "pass",
        "repository:baseos": "pass",
        "repository:docker-ce-stable": "fail",
        "repository:epel-cisco-openh264": "fail",
      },
    ],
    ["yum.txt", { "repository:base": "pass", "repository:epel": "fail", "repository:updates": "pass" }],
    ["verbose.txt", { "repository:appstream": "pass", "repository:epel": "fail" }],
    [
      "dnf5-info.txt",
      {
        "repository:fedora": "pass",
        "repository-signed:fedora": "pass",
        "repository:copr:copr.example.org:group:tools": "fail",
        "repository-signed:copr:copr.example.org:group:tools": "fail",
      },
    ],
  ])("%s", (name, expected) => {
    expect(outcomes(name)).toEqual(expected);
    expect(sample(name)).toMatchObject({ complete: true, exhaustive: ["external:repository:"] });
  });

  it("yum's names do not hold its numbers", () => {
    expect(sample("yum.txt").observations[1]?.details).toEqual([
      { name: "name", text: "Extra Packages for Enterprise Linux 7" },
    ]);
  });

  it("keeps no password of an address", () => {
    const result = dnfRepolist.read(fileOf(all.get("verbose.txt") ?? ""));
    const kept = new TextDecoder().decode(result.ok ? result.original : undefined);
    expect(kept).toContain("https://***@mirror.corp.example/epel/9/ (12 more)");
    expect(JSON.stringify(result.ok && result.reports) + kept).not.toMatch(/bob|geheim/);
  });

  it("refuses a failed run", () => {
    expect(refusalOf(dnfRepolist, fileOf(all.get("failed.txt") ?? ""))).toBe("dnf-repolist-failed");
  });
});

describe("rules", () => {
  const table = "repo id   repo name\nbase      Example base\n";
  const ran = (command: string) => ({ command, exitCode: 0 });
  it("without its end a long list passes and closes nothing", () => {
    const text = "Repo-id            : baseos\nRepo-status        : enabled\n\nRepo-id            : acme\n";
    expect(onlyReport(dnfRepolist, fileOf(text))).toMatchObject({
      complete: false,
      observations: [{ check: "external:repository:acme", outcome: "fail" }],
      exhaustive: [],
      facts: [],
      notes: [{ code: "truncated" }],
    });
  });

  it("speaks only of what it was asked for", () => {
    expect(onlyReport(dnfRepolist, fileOf(table, ran("dnf repoinfo base")))).toMatchObject({
      scope: "partial",
      exhaustive: [],
      facts: [],
    });
    for (const command of ["dnf -q repolist", "dnf repolist -v", "dnf repolist --all", "yum repolist all"])
      expect(onlyReport(dnfRepolist, fileOf(table, ran(command))).scope).toBe("full");
    expect(refusalOf(dnfRepolist, fileOf(table, ran("dnf repolist --disabled")))).toBe(
      "dnf-repolist-disabled",
    );
    expect(refusalOf(dnfRepolist, fileOf("repo id   repo name\n"))).toBe("dnf-repolist-nothing");
  });

  it("closes nothing where a line could not be read", () => {
    expect(onlyReport(dnfRepolist, fileOf(`${table}(what) is this\n`))).toMatchObject({
      exhaustive: [],
      notes: [{ code: "unread-lines" }],
    });
  });

  it("is not taken in by other tables", () => {
    expect(sniff("name  amount\nbase  2\n")).toBe("no");
    expect(sniff("Extra Packages\nzsh.x86_64 5.8-9.el9 @baseos\n")).toBe("no");
  });
});
