/** For tests: checks of AIDE on days of November 2026, of a host with changed files. */

const DAY = 86_400_000;

/** An hour of a day of November 2026. */
export const at = (day: number, hour = 0): number => Date.UTC(2026, 9, 31) + day * DAY + hour * 3_600_000;
export const date = (day: number): string => new Date(at(day)).toISOString().slice(0, 10);

/** In the morning of a day: these files, by their paths, hold something else now. */
export function aide(day: number, files: Record<string, string>, name = "db-02") {
  const paths = Object.keys(files).sort();
  const rule = "---------------------------------------------------";
  const found = [
    ...["AIDE found differences between database and filesystem!!", "", "Summary:"],
    ...["  Total number of entries:\t100", "  Added entries:\t\t0", "  Removed entries:\t\t0"],
    ...[`  Changed entries:\t\t${paths.length}`, "", rule, "Changed entries:", rule, ""],
    ...paths.map((one) => `f > ... .C..H     : ${one}`),
    ...["", rule, "Detailed information about changes:", rule],
    ...paths.flatMap((one) => [
      ...["", `File: ${one}`],
      ` SHA256    : ${"a".repeat(32)} | ${(files[one] ?? "").padEnd(32, "b")}`,
    ]),
  ];
  const none = ["AIDE found NO differences between database and filesystem. Looks okay!!"];
  const lines = [
    `Start timestamp: ${date(day)} 08:00:00 +0000 (AIDE 0.18.3)`,
    ...(paths.length > 0 ? found : [...none, "", "Number of entries:\t100"]),
    ...["", "", `End timestamp: ${date(day)} 08:00:01 +0000 (run time: 0m 1s)`, ""],
  ];
  const file = `aide-${day}.txt`;
  return { path: `${name}/${file}`, name: file, bytes: Buffer.from(lines.join("\n")) };
}
