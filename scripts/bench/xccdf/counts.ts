/** What Rampart says of each file: `counts.ts FILE…`. Prints, by file, the outcomes of each of its reports. */
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { readReport } from "../../../lib/importers";

const said = process.argv.slice(2).map((file): [string, Record<string, number>[]] => {
  const result = readReport({ name: path.basename(file), bytes: fs.readFileSync(file) });
  const reports = result.ok ? result.reports : [];
  return [
    file,
    reports.map(({ observations }) => {
      const counts: Record<string, number> = {};
      for (const { outcome } of observations) counts[outcome] = (counts[outcome] ?? 0) + 1;
      return counts;
    }),
  ];
});
console.log(JSON.stringify(Object.fromEntries(said)));
