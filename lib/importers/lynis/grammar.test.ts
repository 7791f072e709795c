import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/importers/limits";
import { oneOfIdenticalCopies } from "./copies";
import { readRecords } from "./grammar";

function records(text: string) {
  const result = readRecords(text);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.records;
}

function refusal(text: string) {
  const result = readRecords(text);
  return result.ok ? null : result.refusal;
}

describe("records", () => {
  it("splits at the first = only", () => {
    expect(records("cronjob[]=a=b=c\n").values.get("cronjob")).toEqual(["a=b=c"]);
  });

  it("keeps repeated keys as lists, with and without []", () => {
    const { values } = records("smtp_daemon[]=exim\nsmtp_daemon[]=postfix\nsmtp_daemon=sendmail\n");
    expect(values.get("smtp_daemon")).toEqual(["exim", "postfix", "sendmail"]);
  });

  it("goes on with a list behind other lines", () => {
    const { values, ignored } = records("a[]=1\na[]=2\nno record\na[]=3\n# comment\n=\nb=4\na=5\na[]=6\n");
    expect([...values].filter(([, list]) => list.length > 0)).toEqual([
      ["a", ["1", "2", "3", "5", "6"]],
      ["b", ["4"]],
    ]);
    expect(ignored).toBe(2);
  });

  it("takes no key that is too long or holds brackets within", () => {
    const long = "k".repeat(100);
    const { values, ignored } = records(`${long}=1\n${long}[]=2\n${long}k=3\na[][]=4\n[]=5\na[=6\n`);
    expect(values.get(long)).toEqual(["1", "2"]);
    expect(ignored).toBe(4);
  });

  it("leaves out values that say nothing, and blanks around a value", () => {
    const { values } = records("imap_daemon=\ncontainer_type=-\nhostname= db-02 \nauditor=  \n");
    expect(values.get("imap_daemon")).toEqual([]);
    expect(values.get("container_type")).toEqual([]);
    expect(values.get("auditor")).toEqual([]);
    expect(values.get("hostname")).toEqual(["db-02"]);
  });

  it("skips blank lines and comments without a word, and counts lines that are no record", () => {
    const text = "\n   \n# comment\nResult: expose_php is on\nApache setting: x=y\n=1\na b=1\nos=Linux\n";
    const { values, ignored } = records(text);
    expect(ignored).toBe(4);
    expect(values.get("os")).toEqual(["Linux"]);
  });

  it("takes names of the language for plain keys", () => {
    const { values } = records("__proto__=1\nconstructor=2\n");
    expect(values.get("__proto__")).toEqual(["1"]);
    expect(values.get("constructor")).toEqual(["2"]);
  });

  it("keeps warnings and suggestions in the order of the report", () => {
    const { findings } = records("suggestion[]=A-1|a|\nwarning[]=B-1|b|\nsuggestion[]=C-1|c|\n");
    expect(findings).toEqual([
      { kind: "suggestion", text: "A-1|a|" },
      { kind: "warning", text: "B-1|b|" },
      { kind: "suggestion", text: "C-1|c|" },
    ]);
  });

  it("reads the last line without a final newline", () => {
    expect(records("os=Linux\nfinish=true").values.get("finish")).toEqual(["true"]);
  });
});

describe("bounds", () => {
  it("refuses a key with too many values, naming the line", () => {
    const text = "real_user[]=a,1\n".repeat(LIMITS.valuesPerKey + 1);
    expect(refusal(text)).toMatchObject({ code: "too-many-values", line: LIMITS.valuesPerKey + 1 });
    expect(refusal("real_user[]=a,1\n".repeat(LIMITS.valuesPerKey))).toBeNull();
  });
});

describe("several reports in one file", () => {
  const one = "# Lynis Report\nreport_version_major=1\nos=Linux\nfinish=true\n";
  const other = one.replace("Linux", "FreeBSD");

  it("names the line where the second begins, by its title or by its version", () => {
    expect(refusal(one + other)).toMatchObject({ code: "several-reports", line: 5 });
    const untitled = "report_version_major=1\nos=Linux\n";
    expect(refusal(untitled + untitled)).toMatchObject({ code: "several-reports", line: 3 });
    expect(refusal(untitled + one)).toMatchObject({ code: "several-reports", line: 3 });
    expect(refusal(one)).toBeNull();
  });

  it("knows identical copies, glued or not, and nothing else", () => {
    expect(oneOfIdenticalCopies(one + one, 5)).toBe(one);
    expect(oneOfIdenticalCopies(one + one + one, 5)).toBe(one);
    const glued = one.trimEnd();
    expect(oneOfIdenticalCopies(`${one}${glued}`, 5)).toBe(one);
    expect(oneOfIdenticalCopies(glued + glued, 5)).toBe(glued);
    expect(oneOfIdenticalCopies(one + other, 5)).toBeNull();
    expect(oneOfIdenticalCopies("ababa", 1)).toBeNull();
  });
});
