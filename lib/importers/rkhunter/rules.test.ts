import { describe, expect, it } from "vitest";
import { fileOf, onlyReport } from "@/lib/importers/testing";
import type { Report } from "@/lib/importers/types";
import { rkhunter } from ".";
import { dateOutput } from "./dates";

const outcome = (report: Report, id: string) =>
  report.observations.find(({ check }) => check === `rkhunter:${id}`)?.outcome;

describe("small logs", () => {
  const log = (...lines: string[]): Report =>
    onlyReport(
      rkhunter,
      fileOf(
        [
          "Running Rootkit Hunter version 1.4.6 on h",
          "Info: Enabled tests are: all",
          "Starting system checks...",
          ...lines,
          "Rootkits checked : 1",
          "Info: End date is Sun Nov 22 11:50:22 UTC 2026",
        ]
          .map((line) => `[11:00:00] ${line}`)
          .join("\n"),
      ),
    );

  it("counts a rootkit that only the summary knows", () => {
    expect(log("Possible rootkits: 1").exposures.map(({ key }) => key)).toEqual([
      "A rootkit that rkhunter does not name",
    ]);
    const two = log("Possible rootkits: 2", "Rootkit names    : cb Rootkit, SHV5 Rootkit, SHV5 Rootkit");
    expect(two.exposures.map(({ key }) => key)).toEqual(["cb Rootkit", "SHV5 Rootkit"]);
  });

  it("is partial where tests were chosen, and then closes nothing", () => {
    const chosen = onlyReport(
      rkhunter,
      fileOf(
        "[11:00:00] Running Rootkit Hunter version 1.4.6 on h\n[11:00:00] Info: Enabled tests are: known_rkts\n[11:00:00] Info: Starting test name 'known_rkts'\n[11:00:00] ZK Rootkit   [ Not found ]\n[11:00:00] Rootkits checked : 1\n[11:00:00] Info: End date is Sun Nov 22 11:50:22 UTC 2026\n",
      ),
    );
    expect(chosen).toMatchObject({ scope: "partial", complete: true, exposuresComplete: [] });
    expect(outcome(chosen, "known_rkts")).toBe("pass");
  });

  it("leaves out a check that the log says was left out", () => {
    const report = log(
      "Info: Starting test name 'properties'",
      "Warning: Checking for prerequisites               [ Warning ]",
      "         Unable to find 'lsattr' command - all file immutable-bit checks will be skipped.",
      "  /usr/bin/ls                                     [ OK ]",
    );
    expect(outcome(report, "immutable")).toBe("not-checked");
    expect(outcome(report, "properties")).toBe("pass");
  });

  it("fails a test that is only marked", () => {
    const report = log(
      "Info: Starting test name 'startup_malware'",
      "  Checking system startup files for malware       [ Warning ]",
    );
    expect(outcome(report, "startup_malware")).toBe("fail");
  });
});

it.each([
  ["Sun Nov 22 11:46:13 UTC 2026", "2026-11-22T11:46:13Z", "stated"],
  ["Sun 22 Nov 2026 01:46:13 PM CET", "2026-11-22T12:46:13Z", "stated"],
  ["Sun Nov 22 12:00:05 AM EST 2026", "2026-11-22T00:00:05Z", "assumed-utc"],
  ["Sun Nov 22 11:46:13 +0530 2026", "2026-11-22T06:16:13Z", "stated"],
])("reads the date %s", (text, at, zone) => {
  expect(dateOutput(text)).toEqual({ at, zone });
});

it.each(["", "yesterday", "Sun Nov 31 11:46:13 UTC 2026", "Sun Nov 22 2026"])(
  "reads no date in %s",
  (text) => {
    expect(dateOutput(text)).toBeNull();
  },
);
