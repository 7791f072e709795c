import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { allGuidance } from "@/lib/guidance";
import { toPlaybook } from "./ansible";
import { divide, faultOfHostName } from "./ansible-hosts";
import { tagOf } from "./ansible-tasks";
import { everything, host, repair, sheet } from "./sheet.sample";

const LOG_LEVEL = "lynis:SSH-7408:LogLevel";
const COREDUMPS = "lynis:KRNL-5820";
const ROOT = "lynis:SSH-7408:PermitRootLogin";

interface Block {
  name: string;
  when: string;
  tags: string[];
  vars?: { rampart_hosts: string[] };
  block: Record<string, unknown>[];
}

interface Play {
  name: string;
  hosts: string[];
  become?: boolean;
  gather_facts: boolean;
  vars?: { rampart_hosts: string[] };
  tasks: Block[];
}

/** As Ansible reads it: YAML 1.1. */
const read = (text: string): Play[] => parse(text, { version: "1.1" });

describe("a playbook", () => {
  const book = toPlaybook(
    sheet([
      host("web-02", [LOG_LEVEL, ROOT], { groups: ["web", "all of us"] }),
      host("web-01", [LOG_LEVEL, COREDUMPS], { groups: ["all of us"] }),
      host("alone", [COREDUMPS]),
    ]),
  );

  it("has one play for each group, each host once, and those without a group at the end", () => {
    expect(read(book).map(({ name, hosts }) => [name, hosts])).toEqual([
      ["Repair hosts of the group all of us: Close the doors", ["web-01", "web-02"]],
      ["Repair hosts without a group: Close the doors", ["alone"]],
    ]);
    for (const play of read(book)) {
      expect(play).toMatchObject({ become: true, gather_facts: true, vars: { rampart_hosts: play.hosts } });
    }
  });

  it("runs each repair where it is wanted, and nowhere else", () => {
    const [group] = read(book);
    expect(group?.tasks.map(({ tags, vars }) => [tags[0], vars])).toEqual([
      ["lynis-KRNL-5820", { rampart_hosts: ["web-01"] }],
      ["lynis-SSH-7408-LogLevel", undefined],
    ]);
    for (const block of read(book).flatMap(({ tasks }) => tasks))
      expect(block.when).toBe("inventory_hostname in rampart_hosts");
  });

  it("marks risk and reboot, in words and as tags", () => {
    expect(read(book)[0]?.tasks[1]?.tags).toEqual(["lynis-SSH-7408-LogLevel", "risk-low", "reboot-no"]);
    expect(book).toContain("    # Risk of the change: low. Reboot: no. About 10 minutes a host.\n");
    expect(book).toMatch(/^ {4}# What may break: \S/m);
  });

  it("says whose plan it is, and how to see first what it would do", () => {
    expect(book.slice(0, book.indexOf("\n---\n")).split("\n")).toEqual([
      "# Plan: Close the doors",
      "# Made by ada@example.org on 2026-11-22 11:32 UTC; taken from Rampart by grace@example.org on",
      "# 2026-11-23 08:00 UTC.",
      "# Owner: Ada. Due: 2026-12-24.",
      "#",
      "# See first what it would change, on one host, then on all:",
      "#   ansible-playbook --check --diff --inventory INVENTORY --limit HOST playbook.yml",
      "#   ansible-playbook --check --diff --inventory INVENTORY playbook.yml",
      "# Only one repair:",
      "#   ansible-playbook --check --diff --inventory INVENTORY --tags lynis-KRNL-5820 playbook.yml",
      "# Without what may want a reboot: --skip-tags reboot-maybe,reboot-yes",
      "# Without what is riskier: --skip-tags risk-medium,risk-high",
      "# The hosts are named as in Rampart: they have to bear these names in the inventory.",
      "# A new report of each host has to show that the repairs hold.",
    ]);
  });

  it("leaves to people what its guidance does not call safe, with the reason and what to check", () => {
    const byHand = book.slice(book.indexOf("# By hand:"));
    expect(byHand).toContain(`# Refuse password logins of root over SSH (${ROOT})\n#   On: web-02\n`);
    expect(byHand).toContain(
      "#   Why by hand: the guidance asks for a person to look first; risk high, reboot no, about 20",
    );
    expect(byHand).toContain("#     sudo sshd -T -C user=doesnotexist,host=none,addr=none");
    expect(JSON.stringify(read(book))).not.toContain("PermitRootLogin");
  });

  it("names exposures of a kind together", () => {
    const things = ["file:/etc/hosts", "file:/bin/ls"].map((key) =>
      repair(key, { kind: "file", guidance: null }),
    );
    const text = toPlaybook(sheet([host("db-02", [], { repairs: things })]));
    expect(text).toContain("# Explain or restore changed files\n#   On: db-02 (/bin/ls, /etc/hosts)\n");
    expect(read(text)).toMatchObject([{ hosts: ["localhost"], tasks: [{ "ansible.builtin.debug": {} }] }]);
  });

  it("is the same text whatever the order of its hosts and findings", () => {
    const hosts = [host("b", [ROOT, COREDUMPS, LOG_LEVEL], { groups: ["y", "x"] }), host("a", [LOG_LEVEL])];
    const turned = [...hosts].reverse().map((one) => ({
      ...one,
      groups: [...one.groups].reverse(),
      repairs: [...one.repairs].reverse(),
    }));
    expect(toPlaybook(sheet(turned))).toBe(toPlaybook(sheet(hosts)));
  });

  it("runs tasks once where several options share one guidance", () => {
    const book = toPlaybook(sheet([host("a", ["lynis:KRNL-5820:x", "lynis:KRNL-5820:y"])]));
    expect(read(book)[0]?.tasks.map(({ tags }) => tags.slice(0, 3))).toEqual([
      ["lynis-KRNL-5820", "lynis-KRNL-5820-x", "lynis-KRNL-5820-y"],
    ]);
  });
});

describe("of all guidance, a playbook", () => {
  const book = toPlaybook(everything());
  const blocks = read(book)[0]?.tasks ?? [];

  it.each([...allGuidance().values()].map((entry) => [entry.for, entry] as const))("%s", (subject, entry) => {
    const block = blocks.find(({ tags }) => tags.includes(tagOf(subject)));
    expect(block !== undefined).toBe(entry.automate);
    if (!block) {
      expect(book).toContain(`(${subject})\n#   On: db-02\n`);
      return;
    }
    expect(block.tags).toContain(`risk-${entry.risk}`);
    expect(block.block).toEqual(
      parse(/```yaml\n([\s\S]*?)```/.exec(entry.ansible)?.[1] ?? "", { version: "1.1" }),
    );
  });
});

describe("names from outside", () => {
  it.each([
    "",
    "all",
    "ALL",
    "ungrouped",
    "localhost",
    "LocalHost",
    "localhost.localdomain",
    "127.0.0.1",
    "127.1",
    "::1",
    "web*",
    "web[01:50]",
    "!web",
    "&web",
    "~web.*",
    "a,b",
    "a:b",
    "a;b",
    "-i",
    "@file",
    "../x",
    "a/b",
    "a b",
    "a\nb",
    "a\u0085b",
    "a\u2028b",
    "{{ lookup('pipe', 'id') }}",
    "wéb",
    "x".repeat(254),
  ])("%j is no host of a play", (name) => {
    expect(faultOfHostName(name)).not.toBeNull();
    const { plays, leftOut } = divide([host(name, [LOG_LEVEL])]);
    expect(plays).toEqual([]);
    expect(leftOut).toHaveLength(1);
  });

  it.each(["web-01", "db_02.example.org", "10.0.0.7", "no", "1e3", "0x10", "12", "allied", "localhosted"])(
    "%j is one, as text",
    (name) => {
      expect(faultOfHostName(name)).toBeNull();
      expect(read(toPlaybook(sheet([host(name, [LOG_LEVEL])])))[0]?.hosts).toEqual([name]);
    },
  );

  it("names no host twice: two fortresses of one name are left out", () => {
    const text = toPlaybook(
      sheet([host("db", [LOG_LEVEL]), host("db", [COREDUMPS]), host("web", [COREDUMPS])]),
    );
    expect(read(text).map(({ hosts }) => hosts)).toEqual([["web"]]);
    expect(text).toContain(
      "# Left out: hosts that no play can name.\n# - db: several fortresses bear this name\n",
    );
  });

  const hostile = fc.oneof(
    fc.constantFrom(
      "\n- hosts: all\n  tasks: []\n",
      "x\r- hosts: all",
      "x\u0085- hosts: all",
      "x\u2028- hosts: all\u2029",
      "{{ lookup('pipe', 'id') }}",
      "{% raw %}",
      "# x: !!python/object/apply:os.system ['id']",
      "'\"\\: &a *a ---",
      "all",
      "no",
      "always",
    ),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
  );

  it("change neither the plays nor what they run, and put no template anywhere", () => {
    const property = fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), ([...texts]) => {
      const [title = "", goal = "", owner = "", by = "", name = "", group = "", key = "", os = ""] = texts;
      const text = toPlaybook(
        sheet(
          [
            host("web-01", [LOG_LEVEL], { groups: [group], os }),
            host(name, [COREDUMPS]),
            host("web-02", [], { repairs: [repair(`lynis:${key}`, { title, guidance: null })] }),
          ],
          { title, goal, owner, madeBy: by, takenBy: by },
        ),
      );
      // Nothing but the end of a line ends one, for any reader.
      expect(text).not.toMatch(/[\r\u0085\u2028\u2029]/);
      const plays = read(text);
      const wanted = faultOfHostName(name) === null && name !== "web-02" ? ["web-01", name] : ["web-01"];
      expect(new Set(plays.flatMap(({ hosts }) => hosts))).toEqual(new Set(wanted));
      for (const play of plays) {
        expect(Object.keys(play)).toEqual(["name", "hosts", "gather_facts", "become", "vars", "tasks"]);
        expect(play.name).toMatch(/^Repair hosts (of the group|without a group)/);
        expect(play.name).not.toMatch(/[{}]/);
        for (const { tags } of play.tasks)
          for (const tag of tags) expect(tag).toMatch(/^(lynis|risk|reboot)-[A-Za-z0-9_.-]+$/);
      }
    });
    fc.assert(property, { numRuns: 200 });
  });
});
