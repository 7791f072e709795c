import { describe, expect, it } from "vitest";
import { masked, withoutCredentials } from "../credentials";
import { behaves, countsOf, fileOf, onlyReport, samplesOf } from "../testing";
import { aptSources } from ".";
import { entryOf } from "./entries";

const samples = samplesOf(import.meta.url);
const sample = (name: string) => onlyReport(aptSources, fileOf(samples.get(name) ?? ""));
const outcomes = (name: string) =>
  Object.fromEntries(sample(name).observations.map(({ check, outcome }) => [check.slice(9), outcome]));
const sniff = (head: string, name = "", command = "") => aptSources.sniff(head, { name, command });

behaves(aptSources, { samples, cut: "unknowable" });

describe("samples", () => {
  it("web-01: Debian's own", () => {
    expect(sample("web-01-sources.list")).toMatchObject({
      source: "apt-sources",
      scope: "partial",
      complete: true,
      exhaustive: [],
      facts: [],
      notes: [],
    });
    expect(outcomes("web-01-sources.list")).toEqual({
      "repository:ftp.debian.org/debian/bullseye": "pass",
      "repository-signed:ftp.debian.org/debian/bullseye": "pass",
      "repository:ftp.debian.org/debian/bullseye-updates": "pass",
      "repository-signed:ftp.debian.org/debian/bullseye-updates": "pass",
      "repository:ftp.debian.org/debian-security/bullseye-security": "pass",
      "repository-signed:ftp.debian.org/debian-security/bullseye-security": "pass",
    });
  });

  it("web-01: one that is neither Debian's nor signed", () => {
    const details = [{ name: "address", text: "file:/srv/acme-repo ./" }];
    expect(sample("web-01-acme.list").observations).toEqual([
      {
        check: "external:repository:file:/srv/acme-repo",
        outcome: "fail",
        message: "It is not a repository of the distribution.",
        details,
      },
      {
        check: "external:repository-signed:file:/srv/acme-repo",
        outcome: "fail",
        message: "Its packages are taken without a checked signature: trusted=yes.",
        details,
      },
    ]);
    expect(sample("web-01-acme.list").definitions?.map(({ severity }) => severity)).toEqual(["low", "high"]);
  });

  it("options, discs, comments and a password that is not kept", () => {
    expect(outcomes("options.list")).toEqual({
      "repository:cdrom:[Debian_GNU/Linux_12.5.0__Bookworm__-_Official_amd64_NETINST]/bookworm": "pass",
      "repository-signed:cdrom:[Debian_GNU/Linux_12.5.0__Bookworm__-_Official_amd64_NETINST]/bookworm":
        "pass",
      "repository:deb.debian.org/debian/bookworm": "pass",
      "repository-signed:deb.debian.org/debian/bookworm": "pass",
      "repository:download.docker.com/linux/debian/bookworm": "fail",
      "repository-signed:download.docker.com/linux/debian/bookworm": "pass",
      "repository:mirror.corp.example/debian/bookworm-backports": "unknown",
      "repository-signed:mirror.corp.example/debian/bookworm-backports": "fail",
      "repository:packages.corp.example/debian/bookworm": "unknown",
      "repository-signed:packages.corp.example/debian/bookworm": "pass",
      "repository:packages.corp.example/flat": "fail",
      "repository-signed:packages.corp.example/flat": "pass",
    });
    const result = aptSources.read(fileOf(samples.get("options.list") ?? ""));
    const kept = new TextDecoder().decode(result.ok ? result.original : undefined);
    expect(kept).toContain("deb https://***@packages.corp.example/debian bookworm main\n");
    expect(JSON.stringify(result.ok && result.reports) + kept).not.toMatch(/alice|s3cr3t/);
    expect(sample("options.list").notes).toEqual([
      {
        code: "credentials-removed",
        text: "An address in this file held a user or a password; it was removed and is not kept.",
      },
    ]);
  });

  it("paragraphs: several addresses, an embedded key, one that is switched off", () => {
    expect(outcomes("debian.sources")).toEqual({
      "repository:deb.debian.org/debian/trixie": "pass",
      "repository-signed:deb.debian.org/debian/trixie": "pass",
      "repository:deb.debian.org/debian/trixie-updates": "pass",
      "repository-signed:deb.debian.org/debian/trixie-updates": "pass",
      "repository:mirror.corp.example/trixie/trixie-security": "pass",
      "repository-signed:mirror.corp.example/trixie/trixie-security": "pass",
      "repository:apt.acme.example/stable": "fail",
      "repository-signed:apt.acme.example/stable": "fail",
    });
    expect(sample("debian.sources").notes).toEqual([]);
  });
});

describe("rules", () => {
  const read = (text: string) => onlyReport(aptSources, fileOf(text));

  it.each([
    ["deb http://a.example/x sid main", { uri: "http://a.example/x", suite: "sid", components: ["main"] }],
    ["deb [trusted=Yes] file:/x ./", { unchecked: "trusted=Yes", components: [] }],
    ["deb [arch=amd64,i386 allow-downgrade-to-insecure=1] http://a/x sid main", { uri: "http://a/x" }],
    ["deb\t[signed-by=/k.gpg]\thttp://a/x\tsid\tmain", { keyring: "/k.gpg", unchecked: null }],
  ])("%j", (line, expected) => {
    expect(entryOf(line, 1)).toMatchObject(expected);
  });

  it.each([
    "deb http://a.example/x",
    "deb [trusted=yes http://a.example/x sid main",
    "debian http://a.example/x sid main",
    "deb a.example sid main",
    "rpm http://a.example/x sid main",
  ])("%j is no entry", (line) => {
    expect(entryOf(line, 1)).toBeNull();
    expect(sniff(`${line}\n`)).toBe("no");
  });

  it("a file of comments says nothing, and is one only by its name", () => {
    const text = "# Ubuntu sources have moved to another file\n";
    expect(sniff(text)).toBe("no");
    expect(sniff(text, "sources.list")).toBe("yes");
    expect(sniff(text, "", "cat /etc/apt/sources.list")).toBe("yes");
    expect(read(text)).toMatchObject({ complete: true, observations: [], scope: "partial" });
    expect(sniff("Types: a\nName: b\n")).toBe("no");
  });

  it("a file cut within an entry passes nothing", () => {
    const unsigned = "deb [trusted=yes] http://deb.debian.org/debian sid main\n";
    expect(read(`${unsigned}deb http://deb`)).toMatchObject({
      complete: false,
      observations: [{ check: "external:repository-signed:deb.debian.org/debian/sid", outcome: "fail" }],
      notes: [{ code: "truncated" }],
    });
    expect(read("Types: deb\nURIs: http://a.example/x").complete).toBe(false);
    expect(read("Types: deb\nURIs: http://a.example/x\n").notes).toMatchObject([{ code: "unread-lines" }]);
  });

  it("bounds what a few words can multiply to", () => {
    const words = (letter: string) => Array.from({ length: 200 }, (_, at) => `x:${letter}${at}`).join(" ");
    const text = `Types: deb\nURIs: ${words("a")}\nSuites: ${words("b")}\nComponents: main\n`;
    expect(aptSources.read(fileOf(text))).toMatchObject({ refusal: { code: "apt-sources-too-many" } });
  });

  it.each([
    ["deb https://u:p@h.example/x sid main", "deb https://***@h.example/x sid main"],
    ["# deb ftp://u@h.example/x", "# deb ftp://***@h.example/x"],
    ["https://u:p/a:p@h.example/x", "https://***@h.example/x"],
    ["https://u:p]à@h.example/x", "https://***@h.example/x"],
    ["https://h.example:8080/x@1/", "https://h.example:8080/x@1/"],
    ["https://h.example/x@1/", "https://h.example/x@1/"],
    ["https://***@h.example/x", "https://***@h.example/x"],
  ])("%s is kept as %s", (text, kept) => {
    expect(masked(text)).toBe(kept);
    const { bytes, removed } = withoutCredentials(new TextEncoder().encode(text));
    expect([new TextDecoder().decode(bytes), removed]).toEqual([kept, text !== kept]);
  });

  it("all files as one are the whole host: what they no longer name has passed", () => {
    const command =
      'find /etc/apt -maxdepth 2 -type f ( -name *.list -o -name *.sources ) -exec awk FNR==1{print""}1 {} +';
    const text = "\ndeb [trusted=yes] file:/srv/a ./\n\ndeb http://deb.debian.org/debian sid main\n";
    const whole = {
      scope: "full",
      exhaustive: ["external:repository:", "external:repository-signed:"],
    };
    expect(onlyReport(aptSources, fileOf(text, { command, exitCode: 0 }))).toMatchObject({
      ...whole,
      facts: [
        { key: "foreign_repositories", values: ["file:/srv/a"] },
        { key: "unsigned_repositories", values: ["file:/srv/a"] },
      ],
    });
    expect(onlyReport(aptSources, fileOf("", { command, exitCode: 0 }))).toMatchObject({
      ...whole,
      observations: [],
      facts: [{ values: [] }, { values: [] }],
    });
    const part = { scope: "partial", exhaustive: [], facts: [] };
    expect(onlyReport(aptSources, fileOf(text, { command, exitCode: 1 }))).toMatchObject(part);
    expect(
      onlyReport(aptSources, fileOf(text, { command: "cat /etc/apt/sources.list", exitCode: 0 })),
    ).toMatchObject(part);
    expect(sniff("", "", command)).toBe("yes");
    expect(sniff("# nothing\n", "", command)).toBe("yes");
  });

  it("files of paragraphs without a blank line between them", () => {
    const one = (host: string) => `Types: deb\nURIs: http://${host}/x\nSuites: ./\n`;
    expect(read(one("a.example") + one("b.example")).observations.map(({ check }) => check)).toEqual([
      "external:repository:a.example/x",
      "external:repository-signed:a.example/x",
      "external:repository:b.example/x",
      "external:repository-signed:b.example/x",
    ]);
  });

  it("counts", () => {
    expect(countsOf(sample("options.list"))).toEqual({ pass: 7, fail: 3, unknown: 2 });
  });
});
