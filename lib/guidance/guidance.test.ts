import { describe, expect, it } from "vitest";
import { allGuidance, guidanceFor } from ".";
import { parseGuidance } from "./parse";

const GOOD = `---
for: lynis:TEST-0001
title: A title
repair: Repair it
risk: low
reboot: "no"
automate: true
minutes: 5
references:
  - title: A page
    url: https://example.org/
---

## What it means
Text.
## Why it matters
Text.
## How to check
\`\`\`sh
# a comment is no heading
true
\`\`\`
## Repair
### Debian and Ubuntu
\`\`\`sh
true
\`\`\`
### RHEL family
\`\`\`sh
true
\`\`\`
### Ansible
\`\`\`yaml
- name: x
\`\`\`
## What may break
Text.
## Undo
\`\`\`sh
true
\`\`\`
`;

describe("guidance", () => {
  it("is of one shape throughout", () => {
    expect(allGuidance().size).toBeGreaterThan(90);
  });

  it("reads a file", () => {
    const entry = parseGuidance(GOOD, "good");
    expect(entry.repair).toBe("Repair it");
    expect(entry.check).toBe("```sh\n# a comment is no heading\ntrue\n```");
  });

  it.each([
    ["a missing section", GOOD.replace("## Why it matters\nText.\n", ""), /sections are/],
    [
      "an empty section",
      GOOD.replace("## What may break\nText.", "## What may break"),
      /What may break is empty/,
    ],
    ["a link that is not https", GOOD.replace("https://example.org/", "javascript:alert(1)"), /references/],
    ["HTML", GOOD.replace("Text.", "<b>Text</b>"), /HTML/],
    ["no shell block", GOOD.replaceAll("```sh", "```"), /no sh block/],
    ["an unknown key", GOOD.replace("risk: low", "risk: low\ncolour: red"), /good:/],
  ])("refuses %s", (_, text, message) => {
    expect(() => parseGuidance(text, "good")).toThrow(message);
  });

  it("falls back from an option to its test", () => {
    expect(guidanceFor("lynis:KRNL-6000:some.unknown.key")?.for).toBe("lynis:KRNL-6000");
    expect(guidanceFor("lynis:NO-0000")).toBeNull();
  });
});
