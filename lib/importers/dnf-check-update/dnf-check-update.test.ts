import { describe, expect, it } from "vitest";
import { nameOfNa, nevraOf } from "../dnf";
import { behaves, fileOf, onlyReport, refusalOf, samplesOf } from "../testing";
import { dnfCheckUpdate } from ".";

const REFUSED = new Set(["failed.txt", "available.txt"]);
const all = samplesOf(import.meta.url);
const samples = new Map([...all].filter(([name]) => !REFUSED.has(name)));
const sample = (name: string) => onlyReport(dnfCheckUpdate, fileOf(all.get(name) ?? ""));
const sniff = (head: string, command = "") => dnfCheckUpdate.sniff(head, { name: "", command });

behaves(dnfCheckUpdate, { samples, cut: "unknowable" });

describe("samples", () => {
  it("app-05: three updates of which dnf does not say what they close", () => {
    const report = sample("app-05-dnf-check-update.txt");
    expect(report.exposures.map(({ key }) => key)).toEqual(["acme-agent", "alpha-libs", "alpha-server"]);
    expect(report.exposures[0]).toEqual({
      kind: "package",
      key: "acme-agent",
      tower: "patching",
      severity: "medium",
      title: "Update of acme-agent",
      details: [
        { name: "update", text: "2.3.1-1" },
        { name: "from", text: "thirdparty" },
      ],
    });
    expect(report).toMatchObject({
      source: "dnf-check-update",
      scope: "full",
      complete: true,
      exposuresComplete: ["package"],
      facts: [{ key: "updates_waiting", values: ["3"] }],
      notes: [],
    });
  });

  it("yum: wrapped rows, what is replaced, and a kernel that waits for a reboot", () => {
    const report = sample("yum-wrapped.txt");
    expect(report.exposures.map(({ key, details }) => [key, details?.[0]?.text])).toEqual([
      ["bind-libs", "32:9.11.4-26.P2.el7_9.16"],
      ["example-server-with-a-very-long-name-indeed", "2.4.6-99.el7.centos.1"],
      ["java-1.8.0-openjdk-headless", "1:1.8.0.412.b08-1.el7_9"],
      ["kernel", "3.10.0-1160.119.1.el7"],
      ["python3-example-of-a-name-without-an-end", "1.0.20240611.4567890123456789-1.el7"],
      ["iptables-services", "1.8.4-2.el7"],
      ["grub2-tools", "1:2.02-0.86.el7"],
    ]);
    expect(report.exposures[5]?.details).toEqual([
      { name: "installed", text: "1.8.4-2.el7" },
      { name: "from", text: "updates" },
      { name: "replaced by", text: "iptables-nft 1.8.8-6.el7" },
    ]);
    expect(report.facts).toEqual([
      { key: "updates_waiting", values: ["7"] },
      { key: "kernel_waits_for_reboot", values: ["kernel-3.10.0-1160.118.1.el7.x86_64"] },
      { key: "kernel_running", values: ["kernel-3.10.0-1160.el7.x86_64"] },
    ]);
    expect(report).toMatchObject({ complete: true, exposuresComplete: ["package"], notes: [] });
  });

  it("dnf5", () => {
    const report = sample("dnf5.txt");
    expect(report.exposures.map(({ key }) => key)).toEqual([
      "bind-libs",
      "libstdc++",
      "vim-minimal",
      "fedora-repos-old",
    ]);
    expect(report).toMatchObject({ exposuresComplete: ["package"], notes: [] });
  });

  it("closes nothing where a repository was left out", () => {
    expect(sample("repository-left-out.txt")).toMatchObject({
      complete: true,
      exposures: [{ key: "openssl-libs" }],
      exposuresComplete: [],
      notes: [{ code: "repository-left-out" }],
    });
  });

  it.each([
    ["failed.txt", "dnf-check-update-failed"],
    ["available.txt", "dnf-check-update-other-list"],
  ])("refuses %s", (name, code) => {
    expect(sniff(new TextDecoder().decode(all.get(name)))).toBe("yes");
    expect(refusalOf(dnfCheckUpdate, fileOf(all.get(name) ?? ""))).toBe(code);
  });
});

describe("rules", () => {
  const ran = (exitCode: number, command = "dnf -q check-update") => ({ command, exitCode });
  const row = "openssl-libs.x86_64 1:3.2.2-6.el9 baseos\n";
  const read = (text: string, context = ran(100)) => onlyReport(dnfCheckUpdate, fileOf(text, context));

  it("an empty list is clean only by its command and exit code", () => {
    expect(sniff("", "dnf -q check-update")).toBe("yes");
    expect(read("", ran(0))).toMatchObject({ complete: true, exposures: [], exposuresComplete: ["package"] });
    const heading = "Last metadata expiration check: 0:00:01 ago on Sun Nov 22 11:50:53 2026.\n";
    expect(read(heading, ran(0))).toMatchObject({ exposures: [], exposuresComplete: ["package"] });
    expect(refusalOf(dnfCheckUpdate, fileOf("", ran(1)))).toBe("empty");
    expect(refusalOf(dnfCheckUpdate, fileOf(heading, ran(100)))).toBe("dnf-check-update-nothing");
    expect(refusalOf(dnfCheckUpdate, fileOf(heading))).toBe("dnf-check-update-nothing");
    expect(refusalOf(dnfCheckUpdate, fileOf(row, ran(1)))).toBe("dnf-check-update-failed");
  });

  it("a list of security updates alone is a part", () => {
    expect(read(row, ran(100, "dnf check-update --security"))).toMatchObject({
      scope: "partial",
      exposures: [{ severity: "high", title: "Security update of openssl-libs" }],
      exposuresComplete: [],
    });
    expect(read(`${row}No packages needed for security; 3 packages available\n`)).toMatchObject({
      scope: "partial",
      exposuresComplete: [],
    });
    expect(read(row, ran(100, "dnf check-update openssl*"))).toMatchObject({ scope: "partial" });
  });

  it("closes nothing where a line could not be read, and knows a cut one", () => {
    expect(read(`${row}what is this\n`)).toMatchObject({
      complete: true,
      exposuresComplete: [],
      notes: [{ code: "unread-lines" }],
    });
    expect(read(`${row}zlib.x86_64 1.2`)).toMatchObject({ complete: false, exposuresComplete: [] });
  });

  it("is not taken in by other lists", () => {
    expect(sniff("Installed Packages\nzsh.x86_64 5.8-9.el9 @baseos\n")).toBe("no");
    expect(sniff("repo id            repo name\nbase               Example base\n")).toBe("no");
    expect(sniff("EXSA-2026:0001 Important/Sec. alpha-libs-1.0.4-2.el9.noarch\n")).toBe("no");
    expect(sniff("Error: There are no enabled repositories in /etc/yum.repos.d.\n")).toBe("no");
  });

  it.each([
    ["alpha-libs-1.0.4-2.el9.noarch", "alpha-libs", "1.0.4-2.el9"],
    ["bind-libs-32:9.8.2-0.17.rc1.el6.3.x86_64", "bind-libs", "32:9.8.2-0.17.rc1.el6.3"],
    ["java-1.8.0-openjdk-1:1.8.0.412.b08-1.el7_9.x86_64", "java-1.8.0-openjdk", "1:1.8.0.412.b08-1.el7_9"],
    ["32:bind-libs-9.8.2-0.17.x86_64", "bind-libs", "32:9.8.2-0.17"],
    ["libstdc++-14.2.1-7.fc41.x86_64", "libstdc++", "14.2.1-7.fc41"],
    ["tool-1.0~rc1^git2-1.fc41.i686", "tool", "1.0~rc1^git2-1.fc41"],
  ])("splits %s", (nevra, name, version) => {
    expect(nevraOf(nevra)).toEqual({ name, version });
  });

  it.each(["zsh", "zsh.x86_64", "-1-1.x86_64", "zsh-5.8.x86_64", "zsh-5.8-9.el9", "a b-1-1.noarch"])(
    "%s is no package with version and architecture",
    (text) => {
      expect(nevraOf(text)).toBeNull();
    },
  );

  it("knows the name before an architecture", () => {
    expect(nameOfNa("python3.11-libs.x86_64")).toBe("python3.11-libs");
    expect(nameOfNa("mirror.example.org")).toBeNull();
  });
});
