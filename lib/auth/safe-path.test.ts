import fc from "fast-check";
import { expect, it } from "vitest";
import { safePath } from "./safe-path";

const SITE = "https://rampart.example.org";

it.each([
  ["/hosts?q=web", "/hosts?q=web"],
  ["/hosts/../findings", "/findings"],
  ["/", "/"],
])("lets %s lead on to %s", (text, path) => expect(safePath(text)).toBe(path));

it.each([
  ...[undefined, ["/hosts", "/plans"], "", "hosts", "?next=/hosts"],
  ...["//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n\\evil.example"],
  ...["https://evil.example/", "https:evil.example", "javascript:alert(1)", "data:text/html,x"],
  // What is left of these when the dots are resolved begins with two slashes.
  ...[
    "/.//evil.example",
    "/..//evil.example",
    "/hosts/..//evil.example",
    "/%2e//evil.example",
    "/.\\/evil.example",
  ],
])("sends %j to the front page", (text) => expect(safePath(text)).toBe("/"));

it("leads to no other site, whatever the text", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "\t",
    "\n",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = safePath(pieces.join(""));
      // Twice: as a browser reads the header, and as it reads what it made of it.
      const once = new URL(path, SITE);
      expect(once.origin).toBe(SITE);
      expect(new URL(once.pathname, SITE).origin).toBe(SITE);
    }),
    { numRuns: 2_000 },
  );
});
