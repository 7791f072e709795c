import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfPattern, pathMatches } from "./patterns";

describe("a pattern", () => {
  it.each([
    "/etc/cups/**",
    "/etc/c*",
    "/etc/apt/*/x",
    "/etc/cups/printers.conf",
    "/var/lib/a(b|c)+[d]{2}^$.\\?",
    "/srv/ein Ordner/ü*",
    "/a/b*c*d*e*f*g*",
    `/a/${"b".repeat(297)}`,
  ])("may be %j", (pattern) => expect(faultOfPattern(pattern)).toBeNull());

  it.each([
    ["", "absolute"],
    ["etc/cups/**", "absolute"],
    ["**", "absolute"],
    [" /etc/cups/**", "absolute"],
    ["/", "two folders"],
    ["/**", "two folders"],
    ["/*/x", "two folders"],
    ["/etc/*/x", "two folders"],
    ["/etc", "two folders"],
    ["/etc*/cups", "two folders"],
    ["/etc/", "two folders"],
    ["/usr/**", "two folders"],
    ["/usr/*", "two folders"],
    ["/usr//**", "two folders"],
    ["//usr/**", "two folders"],
    ["/a/b*c*d*e*f*g*h*", "6 stars"],
    [`/a/${"b".repeat(298)}`, "300"],
    ["/etc/cups\n/**", "one line"],
    ["/etc/cups\0/**", "one line"],
    ["/etc/cups\u2028/**", "one line"],
    ["/etc/cups\u001b[31m/**", "one line"],
  ])("may not be %j", (pattern, why) => expect(faultOfPattern(pattern)).toContain(why));
});

describe("a path", () => {
  it.each([
    ["/etc/cups/**", "/etc/cups/ppd/a.ppd"],
    ["/etc/cups/**", "/etc/cups/a"],
    ["/etc/cups/**", "/etc/cups/"],
    ["/etc/cups/*", "/etc/cups/a"],
    ["/etc/cups/*.conf", "/etc/cups/.conf"],
    ["/etc/*/conf", "/etc/cups/conf"],
    ["/etc/**/conf", "/etc/a/b/conf"],
    ["/etc/a***b", "/etc/a/x/b"],
    ["/etc/a*a*a", "/etc/aaaa"],
    ["/etc/a.b", "/etc/a.b"],
    ["/etc/[ab]+(c)", "/etc/[ab]+(c)"],
    ["/etc/\\d*", "/etc/\\d1"],
    ["/etc/a*", "/etc/a\nb"],
    ["/etc/x*/*y", "/etc/x/y"],
  ])("falls under %s: %j", (pattern, path) => expect(pathMatches(pattern, path)).toBe(true));

  it.each([
    ["/etc/cups/**", "/etc/cups"],
    ["/etc/cups/**", "/etc/cupsd/a"],
    ["/etc/cups/**", "/srv/etc/cups/a"],
    ["/etc/cups/*", "/etc/cups/ppd/a"],
    ["/etc/*/conf", "/etc/a/b/conf"],
    ["/etc/**/conf", "/etc/conf"],
    ["/etc/a.b", "/etc/axb"],
    ["/etc/a.b", "/etc/a.bc"],
    ["/etc/[ab]", "/etc/a"],
    ["/etc/a+", "/etc/aa"],
    ["/etc/a*a*a", "/etc/aa"],
    ["/etc/a*b", "/etc/a/b"],
    ["/etc/A*", "/etc/ab"],
  ])("does not fall under %s: %j", (pattern, path) => expect(pathMatches(pattern, path)).toBe(false));
});

describe("matching", () => {
  const piece = fc.constantFrom("a", "b", "/", "*", "**", ".", "ab");
  const text = fc.array(fc.constantFrom("a", "b", "/", "."), { maxLength: 12 }).map((all) => all.join(""));

  it("says what a regular expression says", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), text, (pieces, rest) => {
        const pattern = `/a/b${pieces.join("")}`;
        const path = `/a/b${rest}`;
        const expression = pattern
          .split(/(\*+)/)
          .map((part) =>
            part.startsWith("*") ? (part.length > 1 ? ".*" : "[^/]*") : part.replaceAll(".", "\\."),
          );
        expect(pathMatches(pattern, path)).toBe(new RegExp(`^${expression.join("")}$`).test(path));
      }),
    );
  });

  // With a regular expression each of these takes longer than anybody waits: some 10¹³ steps.
  it.each([
    ["/a/*a*a*a*a*a*b", `/a/${"a".repeat(510)}`],
    ["/a/**a**a**a**a**a**b", `/a/${"a".repeat(510)}`],
    ["/a/**/**/**/**/**/**x", `/a/${"/".repeat(510)}y`],
    ["/a/**aa**aa**aa**aa**aa**ab", `/a/${"a".repeat(510)}c`],
  ])("comes to an end with many stars and a long path: %s", (pattern, path) => {
    expect(pathMatches(pattern, path)).toBe(false);
    expect(pathMatches(`${pattern}**`, `${path}aabx`)).toBe(true);
  });
});
