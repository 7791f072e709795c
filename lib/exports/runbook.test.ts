import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toRunbook } from "./runbook";
import { everything, host, repair, sheet } from "./sheet.sample";

const LOG_LEVEL = "lynis:SSH-7408:LogLevel";
const ROOT = "lynis:SSH-7408:PermitRootLogin";

/** Fed to a shell: what it says and how it ends. */
const fed = (text: string) =>
  spawnSync("/bin/sh", ["-s"], {
    input: text,
    encoding: "utf8",
    env: { ...process.env, PATH: "/nonexistent" },
  });

describe("a runbook", () => {
  const book = toRunbook(
    sheet([
      host("web-01", [LOG_LEVEL, ROOT], { groups: ["web"] }),
      host("db-02", [ROOT], { os: "AlmaLinux 9.4" }),
      host("odd", [LOG_LEVEL], { os: null }),
    ]),
  );
  const step = (number: number): string => book.split(/^# ── Step /m)[number] ?? "";

  it("does nothing when it is run as a whole, and says so", () => {
    for (const text of [book, toRunbook(everything())]) {
      const { status, stdout, stderr } = fed(text);
      expect(status).toBe(64);
      expect(stdout).toBe("");
      expect(stderr).toBe(
        "This runbook is for people: read a step, then run its commands by hand. Nothing was done.\n",
      );
    }
  });

  it("says which steps each host needs", () => {
    expect(book).toContain("# db-02 (AlmaLinux 9.4): steps 4\n");
    expect(book).toContain("# odd (system not known): steps 2\n");
    expect(book).toContain("# web-01 (Debian GNU/Linux 12, web): steps 1, 3\n");
  });

  it("gives for each family what checks, repairs and undoes", () => {
    expect(step(3)).toMatch(/^3 of 4: Refuse password logins of root over SSH ─+\n/);
    expect(step(3)).toContain(
      "# On: web-01\n# Risk of the change: high. Reboot: no. About 20 minutes a host.\n",
    );
    const [, repairs = "", undo = ""] = step(3).split(/^# (?:Repair|Undo).*:$/m);
    expect(repairs).toContain("sudo sshd -t && sudo systemctl reload ssh\n");
    expect(repairs).not.toContain("reload sshd");
    expect(undo).toContain("sudo rm -f /etc/ssh/sshd_config.d/00-rampart-permitrootlogin.conf\n");
    expect(step(4)).toContain("# Repair (RHEL family):\n");
    expect(step(4)).toContain("sudo sshd -t && sudo systemctl reload sshd\n");
    expect(step(2)).toMatch(/# Repair \(Debian and Ubuntu\):[\s\S]*# Repair \(RHEL family\):/);
  });

  it("takes what is said around the commands as comments", () => {
    expect(book).toContain("# First make sure that somebody else can log in and use `sudo`.");
  });

  it("says where there is no guidance", () => {
    const things = [repair("malware:/tmp/x", { kind: "malware", guidance: null })];
    const text = toRunbook(sheet([host("db-02", [], { repairs: things })]));
    expect(text).toContain(
      "# On: db-02 (/tmp/x)\n# There is no guidance for it: look at the evidence in Rampart.\n",
    );
  });

  it("has nothing from outside anywhere but in comments", () => {
    const text = fc.oneof(
      fc.constantFrom("\nrm -rf /\n", "x\rrm", "`id`", "$(id)", "'; id; '", "x\u2028id"),
      fc.string({ unit: "binary" }),
    );
    const property = fc.property(fc.array(text, { minLength: 6, maxLength: 6 }), ([...texts]) => {
      const [title = "", goal = "", owner = "", name = "", group = "", os = ""] = texts;
      const odd = repair(`other:${name}`, { title, guidance: null });
      const book = toRunbook(
        sheet([host(name, [], { groups: [group], os, repairs: [odd] })], {
          title,
          goal,
          owner,
          takenBy: owner,
        }),
      );
      const lines = book.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
      expect(lines).toHaveLength(2);
      expect(lines[1]).toBe("exit 64");
      expect(book).not.toMatch(/[\r\u0085\u2028\u2029\0]/);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
