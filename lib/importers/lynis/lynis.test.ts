import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { lynis } from ".";
import { holdsLicenseKey, withoutLicenseKey } from "./license-key";
import { SAMPLES, sample, written } from "./testing";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (input: string | Uint8Array) =>
  lynis.read({ name: "report.dat", bytes: typeof input === "string" ? bytes(input) : input });
const head = (name: string) => new TextDecoder().decode(sample(name));

const sniff = (head: string) => lynis.sniff(head, { name: "", command: "" });

describe("sniff", () => {
  it.each(SAMPLES)("knows %s", (name) => {
    expect(sniff(head(name))).toBe("yes");
  });

  it.each([
    ["the title alone", "# Lynis Report\n"],
    ["the title after blank lines", "\n \r\n# Lynis Report\r\nx"],
    ["a byte order mark", "\ufeff# Lynis Report\n"],
    ["no title", "os=Linux\nlynis_version=3.0.8\nreport_version_major=1\n"],
    ["both keys first", "report_version_major=1\nlynis_version=3.0.8\n"],
  ])("knows a report by %s", (_, text) => {
    expect(sniff(text)).toBe("yes");
  });

  it.each([
    ["nothing", ""],
    ["one of the keys", "lynis_version=3.0.8\n"],
    ["keys within lines", "x report_version_major=1 lynis_version=3\n"],
    ["a title that is none", "# Lynis Report of October\n"],
    ["prose about Lynis", "We ran [ Lynis 3.0.8 ] and its Hardening index was 60.\n"],
    ["another log", "2026-11-22 11:31:22 Starting nginx\n"],
    ["a page about it", "<html><title>Lynis</title><p>Performing test ID SSH-7408</p>"],
  ])("does not know %s", (_, text) => {
    expect(sniff(text)).toBe("no");
  });

  it("asks for the report instead of the log", () => {
    const refusal = {
      code: "lynis-log",
      text: "This is the log of a Lynis run (lynis.log); bring the report instead: /var/log/lynis-report.dat.",
    };
    expect(sniff(head("db-02-hardened.log"))).toEqual(refusal);
    expect(sniff("2026-11-22 11:31:50 Performing test ID BOOT-5104 (x)\n")).toEqual(refusal);
  });

  it("asks for the report instead of the screen output, with colours and without", () => {
    const refusal = {
      code: "lynis-screen",
      text: "This is the screen output of a Lynis run; bring the report instead: /var/log/lynis-report.dat.",
    };
    expect(sniff(head("db-02-hardened-screen.txt"))).toEqual(refusal);
    expect(sniff("\x1b[1;37m[ Lynis 3.1.6 ]\x1b[0m\n")).toEqual(refusal);
    const end =
      "  \x1b[1;37mLynis security scan details\x1b[0m:\n\n  \x1b[0;36mHardening index\x1b[0m : \x1b[1;37m79\x1b[0m";
    expect(sniff(end)).toEqual(refusal);
  });
});

describe("bytes", () => {
  it("are kept as they came", () => {
    const file = sample("db-02-hardened.dat");
    const result = read(file);
    expect(result.ok && result.original).toBe(file);
  });

  it("may be no UTF-8", () => {
    const [before = "", after = ""] = written({ header: { hostname: "db-?02" } }).split("?");
    const text = new Uint8Array([...bytes(before), 0xff, ...bytes(after)]);
    const result = read(text);
    expect(result.ok && result.reports[0].host.name).toBe("db-\ufffd02");
    expect(result.ok && result.original).toBe(text);
  });

  it.each([
    ["empty", ""],
    ["empty", " \r\n\n"],
    ["binary", `${written()}\0`],
    ["malformed", "hello\n"],
    ["several-reports", written() + written({ header: { hostname: "x" } })],
    ["line-too-long", `${written()}x=${"y".repeat(10 * 1024 * 1024)}\n`],
    ["too-many-lines", written() + "# x\n".repeat(600_000)],
  ])("are refused: %s", (code, text) => {
    expect(read(text)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("are refused as UTF-16, and beyond the bound", () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...bytes(written())].flatMap((byte) => [byte, 0])]);
    expect(read(utf16)).toMatchObject({ refusal: { code: "utf-16" } });
    expect(read(new Uint8Array(LIMITS.fileBytes + 1))).toMatchObject({ refusal: { code: "too-large" } });
  });
});

describe("the license key", () => {
  const key = "license_key=0a1b2c3d-secret";
  const without = written({ lines: ["suggestion[]=BANN-7126|Add a banner|-|-|"] });
  const line = without.indexOf("hostname=");
  const put = (text: string, end: string) => `${text.slice(0, line)}${key}${end}${text.slice(line)}`;

  it.each([
    ["LF", without, "\n"],
    ["CRLF", without.replaceAll("\n", "\r\n"), "\r\n"],
    ["a byte order mark", `\ufeff${without}`, "\n"],
    ["text that is no ASCII", without.replace("banner", "bännér ●"), "\n"],
  ])("goes with its line, every other byte stays: %s", (_, text, end) => {
    const at = text.indexOf("hostname=");
    const result = read(text.slice(0, at) + key + end + text.slice(at));
    if (!result.ok) throw new Error(result.refusal.text);
    expect(result.original).toEqual(bytes(text));
    const plain = read(text);
    expect(result.reports[0]).toEqual({
      ...(plain.ok ? plain.reports[0] : {}),
      notes: [
        {
          code: "license-key-removed",
          text: "The report held the license key of Lynis; it was removed and is not kept.",
        },
      ],
    });
  });

  it("goes from the first line, the last line and from behind other text", () => {
    const cleaned = (text: string) => new TextDecoder().decode(withoutLicenseKey(bytes(text)));
    expect(cleaned(`${key}\nos=Linux\n`)).toBe("os=Linux\n");
    expect(withoutLicenseKey(bytes(`\ufeff${key}\nos=Linux\n`))).toEqual(bytes("\ufeffos=Linux\n"));
    expect(cleaned(`os=Linux\n${key}`)).toBe("os=Linux\n");
    expect(cleaned(`tags=a${key}\nos=Linux\n`)).toBe("tags=a\nos=Linux\n");
    expect(cleaned(`${key}\r\n${key}\nlicense_key[] = x\nlicense-key: y\n`)).toBe("");
  });

  it("is noticed in either spelling", () => {
    for (const written of [key, "license-key: y", "xlicense_key[]=z"])
      expect(holdsLicenseKey(written)).toBe(true);
  });

  it("is no license key where nothing follows", () => {
    const innocent = "suggestion[]=CUST-1|Set a license_key in the profile|-|-|\n";
    expect(holdsLicenseKey(innocent)).toBe(false);
    expect(new TextDecoder().decode(withoutLicenseKey(bytes(innocent)))).toBe(innocent);
  });

  it("is nowhere in what is returned", () => {
    const result = read(put(without, "\n"));
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(result.ok && new TextDecoder().decode(result.original)).not.toContain("secret");
  });
});
