import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filenameOf } from "./filename";
import { kindOf } from "./media-type";

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === "number" ? Buffer.of(part) : Buffer.from(part, "latin1"))),
  );

describe("what a file is", () => {
  it.each([
    ["a.png", bytes(0x89, "PNG\r\n", 0x1a, "\nrest"), "image/png"],
    ["a.jpg", bytes(0xff, 0xd8, 0xff, 0xe0), "image/jpeg"],
    ["a.gif", bytes("GIF89a", 1), "image/gif"],
    ["a.webp", bytes("RIFF", 1, 0, 0, 0, "WEBPVP8 "), "image/webp"],
    ["a.pdf", bytes("%PDF-1.7\n<script>"), "application/pdf"],
    ["a.docx", bytes("PK", 3, 4, 0), "application/zip"],
    ["a.html", bytes(0x89, "PNG\r\n", 0x1a, "\n"), "image/png"],
    ["a.log", bytes("<34>1 2026-11-12 su: refused"), "text/plain"],
    ["a.txt", bytes("1 < 2"), "text/plain"],
    ["a.csv", bytes("a,b\n1,2\n"), "text/csv"],
    ["a.json", bytes('{"a":1}'), "application/json"],
    ["a.json", bytes("{no json"), "text/plain"],
    ["a.html", bytes("only words"), "text/plain"],
    ["umlaut.txt", new TextEncoder().encode("Größe"), "text/plain"],
  ])("%s is told by its content", (name, content, mediaType) => {
    expect(kindOf(content, name)).toMatchObject({ mediaType });
  });

  it.each([
    ["a.png", bytes("<!DOCTYPE html><script>alert(1)</script>")],
    ["a.txt", bytes("\n  <svg onload=alert(1)>")],
    ["a.txt", new TextEncoder().encode("\ufeff<html>")],
    ["a.txt", bytes("<?xml version='1.0'?>")],
    ["a.txt", bytes("#!/bin/sh\nrm -rf /")],
    ["a.png", bytes(0x7f, "ELF", 2, 1, 1, 0)],
    ["a.pdf", bytes("MZ", 0x90, 0, 3)],
    ["a.txt", bytes("a", 0, "b")],
    ["a.txt", bytes(0xff, 0xfe, "a", 0)],
    ["a.txt", bytes("caf", 0xe9)],
    ["a.webp", bytes("RIFF", 1, 0, 0, 0, "WAVE")],
    ["a.txt", bytes()],
  ])("%s is refused for what it holds", (name, content) => {
    expect(kindOf(content, name)).toHaveProperty("refused");
  });
});

describe("what a file is called", () => {
  it.each([
    ["screen.png", ["png"], "screen.png"],
    ["Screen.PNG", ["png"], "Screen.PNG"],
    ["../../etc/passwd", ["txt"], "passwd.txt"],
    ["C:\\Users\\ann\\note.txt", ["txt"], "note.txt"],
    ["evil.html", ["png"], "evil.html.png"],
    ["photo\u202egnp.exe", ["png"], "photognp.exe.png"],
    ["a\u0000b\r\nc.txt", ["txt"], "abc.txt"],
    ["zero\u200bwidth\u2066.txt", ["txt"], "zerowidth.txt"],
    [".htaccess", ["txt"], "htaccess.txt"],
    ["..", ["zip"], "file.zip"],
    ["", ["zip"], "file.zip"],
    ["a/b/", ["pdf"], "file.pdf"],
    ["tabs\tand  blanks.txt", ["txt"], "tabsand blanks.txt"],
    [`${"x".repeat(300)}.json`, ["json"], `${"x".repeat(114)}….json`],
  ])("%j", (given, endings, name) => {
    expect(filenameOf(given, endings)).toBe(name);
  });

  it("is a label without path, control or direction, whatever is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
        const name = filenameOf(given, ["pdf"]);
        expect(name).toMatch(/^[^.\\/\p{Cc}\p{Cf}][^\\/\p{Cc}\p{Cf}]*\.pdf$/iu);
        expect(name.length).toBeLessThanOrEqual(120);
      }),
    );
  });
});
