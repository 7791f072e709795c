/** Whether Ansible and its linter take what is made for them; left out, and said so, where they are not to be had. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTools } from "@/scripts/test/tools.mjs";
import { toPlaybook } from "./ansible";
import { everything, host, sheet } from "./sheet.sample";

/** The package `ansible` brings the collections, and `ansible-playbook` beside `ansible`. */
const tools = findTools(["ansible", "ansible-lint"]);
const playbook = tools?.ansible?.replace(/ansible$/, "ansible-playbook") ?? "";
const lint = tools?.["ansible-lint"] ?? "";

/** Whoever installed only Ansible's core has no collections. */
function hasCollections(): boolean {
  const doc = playbook.replace(/playbook$/, "doc");
  const found = spawnSync(doc, ["--type", "module", "ansible.posix.sysctl"]).status === 0;
  if (!found) console.log("Not tested here, because it is not installed: what needs ansible.posix.");
  return found;
}

const BOOKS = {
  "all guidance": toPlaybook(everything()),
  "several groups": toPlaybook(
    sheet(
      [
        host("web-01", ["lynis:SSH-7408:LogLevel", "lynis:KRNL-5820"], { groups: ["wéb: {{ x }}"] }),
        host("web-02", ["lynis:SSH-7408:LogLevel"], { groups: ["wéb: {{ x }}"] }),
        host("no", ["lynis:KRNL-6000:fs.suid_dumpable"]),
        host("web*", ["lynis:KRNL-5820"]),
      ],
      { title: "'quoted': {{ lookup('pipe', 'id') }} # not a comment", goal: `x${"y".repeat(500)}` },
    ),
  ),
  "nothing to run": toPlaybook(sheet([host("db-02", ["lynis:SSH-7408:PermitRootLogin"])])),
};

it("has a play to hand to them", () => {
  for (const text of Object.values(BOOKS)) expect(text).toMatch(/^- name: /m);
});

if (tools && hasCollections()) {
  describe.each(Object.entries(BOOKS))("a playbook of %s", (_name, text) => {
    let folder = "";
    beforeAll(() => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-playbook-"));
      fs.writeFileSync(path.join(folder, "playbook.yml"), text);
    });
    afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

    const run = (command: string, args: string[]): { status: number | null; output: string } => {
      const env = { ...process.env, HOME: folder, ANSIBLE_LOCAL_TEMP: folder, NO_COLOR: "1" };
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
      return { status, output: `${stdout}${stderr}` };
    };

    it("is one for Ansible", () => {
      const { status, output } = run(playbook, [
        "--syntax-check",
        "-i",
        "db-02,web-01,web-02,no",
        "playbook.yml",
      ]);
      expect(output).toContain("playbook: playbook.yml");
      expect(status, output).toBe(0);
    }, 120_000);

    it("is clean for its linter", () => {
      const { status, output } = run(lint, [
        "--offline",
        "--nocolor",
        "--profile",
        "production",
        "playbook.yml",
      ]);
      expect(output).toMatch(/Passed.* 0\D+failure.*0 warning/s);
      expect(status, output).toBe(0);
    }, 300_000);
  });
}
