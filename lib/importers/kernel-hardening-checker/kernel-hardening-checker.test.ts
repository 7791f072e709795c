import { describe, expect, it } from "vitest";
import { readHead } from "@/lib/importers/read/text";
import { behaves, countsOf, fileOf, onlyReport, refusalOf, samplesOf } from "@/lib/importers/testing";
import { kernelHardeningChecker as importer } from ".";

const samples = samplesOf(import.meta.url);
const hint = { name: "", command: "" };
const report = (name: string) => onlyReport(importer, fileOf(samples.get(name) ?? ""));
const readable = [...samples].filter(([name]) => name !== "no-results.json" && name !== "screen.txt");

behaves(importer, { samples: new Map(readable), cut: "incomplete" });

describe("samples", () => {
  it("all.json", () => {
    const all = report("all.json");
    expect(countsOf(all)).toEqual({ pass: 5, fail: 5 });
    expect(all).toMatchObject({
      source: "kernel-hardening-checker",
      scope: "full",
      complete: true,
      native: null,
      host: { name: null },
      facts: [{ key: "options_checked", values: ["10"] }],
      notes: [],
    });
    expect(all.observations[1]).toEqual({
      check: "kernel-hardening-checker:kconfig:CONFIG_SLAB_MERGE_DEFAULT",
      outcome: "fail",
      message: 'FAIL: "y"',
      details: [
        { name: "expected", text: "is not set" },
        { name: "recommended by", text: "kspp" },
        { name: "reason", text: "self protection" },
      ],
    });
    expect(all.definitions?.[8]).toEqual({
      check: "kernel-hardening-checker:sysctl:kernel.kptr_restrict",
      title: "Kernel is set with kernel.kptr_restrict as 2",
      severity: "low",
      tower: "hardening",
      group: "kernel_hardening",
      theme: "containment",
    });
    expect(all.definitions?.map(({ severity }) => severity)).toEqual([
      "medium",
      "medium",
      "medium",
      "medium",
      "low",
      "low",
      "medium",
      "medium",
      "low",
      "medium",
    ]);
  });

  it("unprivileged.json: what could not be read has not failed", () => {
    const one = report("unprivileged.json");
    expect(one).toMatchObject({ scope: "unprivileged", notes: [{ code: "permission-denied" }] });
    expect(countsOf(one)).toEqual({ pass: 1, "not-checked": 1 });
  });

  it.each([
    ["old-lists.json", { pass: 1, fail: 2 }],
    ["oldest-lists.json", { pass: 1, fail: 1 }],
  ])("%s", (name, counts) => {
    expect(countsOf(report(name))).toEqual(counts);
    expect(report(name)).toMatchObject({ scope: "partial", complete: true });
    expect(report(name).observations[0]?.check).toBe("kernel-hardening-checker:kconfig:CONFIG_BUG");
  });

  it("refuses recommendations without results, and the screen", () => {
    expect(refusalOf(importer, fileOf(samples.get("no-results.json") ?? ""))).toBe(
      "kernel-hardening-checker-no-results",
    );
    expect(importer.sniff(readHead(samples.get("screen.txt") ?? new Uint8Array()), hint)).toMatchObject({
      code: "kernel-hardening-checker-screen",
    });
  });
});

describe("rules", () => {
  it("counts the worse of two results of one option", () => {
    const entry = (result: string) => ["CONFIG_X", "kconfig", "y", "kspp", "self_protection", result];
    const text = JSON.stringify([entry("OK"), entry("FAIL: is not found")]);
    expect(onlyReport(importer, fileOf(text)).observations).toHaveLength(1);
    expect(onlyReport(importer, fileOf(text)).observations[0]?.outcome).toBe("fail");
  });

  it("skips what it does not know, and says so", () => {
    const text = JSON.stringify([
      ["CONFIG_X", "kconfig", "y", "kspp", "new_reason", "OK"],
      ["CONFIG_Y", 1],
      5,
    ]);
    const one = onlyReport(importer, fileOf(text));
    expect(one).toMatchObject({ notes: [{ code: "unread-entries" }], definitions: [{ severity: "medium" }] });
  });

  it("knows no other file", () => {
    for (const head of ["[]", "{}", '[["a","b"]]', '[{"option_name":"x"}]', "[+] done"])
      expect(importer.sniff(head, hint)).toBe("no");
    expect(refusalOf(importer, fileOf("[5]"))).toBe("kernel-hardening-checker-malformed");
  });
});
