/** SCAP results to a `Report`: time, memory and counts, beside a bare parser and beside other readers of the same files. */
import fs from "node:fs";
import path from "node:path";
import { runTypeScript } from "../processes.mjs";
import { ROUNDS } from "../settings.mjs";
import { interleaved, median } from "../statistics.mjs";
import { megabytes, ms, row, times } from "../table.mjs";
import { documents } from "./documents.mjs";
import { HDF_VERSION, installHdf } from "./hdf.mjs";
import { countsOfReport, countsOfText, hasOscap, oscapReport } from "./oscap.mjs";

/**
 * @typedef {{ first: number, later: number[], cpu: { first: number, later: number[] }, grown: number, heap: number, kept: number, counts: Counts | null }} Reading
 * @typedef {import("./oscap.mjs").Counts} Counts
 */

/** How often each reader reads the file again in the same process, where it is warm. */
const LATER = { rampart: 4, saxes: 4, hdf: 1 };

export async function xccdf() {
  const { measured, all } = documents();
  const missing = installHdf();
  const oscap = hasOscap();
  for (const [name, file] of Object.entries(measured)) await figuresOf(name, file, { missing, oscap });
  await counts(all, oscap);
}

/**
 * @param {string} name
 * @param {string} file
 * @param {{ missing: string | null, oscap: boolean }} others
 */
async function figuresOf(name, file, { missing, oscap }) {
  /** @type {Record<string, Reading[]>} */
  const readings = {};
  /** @type {number[]} */
  const peaks = [];
  const reader = (/** @type {keyof typeof LATER} */ who) => () => {
    const reading = /** @type {Reading} */ (
      runTypeScript("scripts/bench/xccdf/read.ts", [who, file, String(LATER[who])])
    );
    readings[who] = [...(readings[who] ?? []), reading];
    return reading.first;
  };
  const program = async () => {
    const { taken, peak } = await oscapReport(file);
    peaks.push(peak);
    return taken;
  };
  const { oscap: taken } = await interleaved(ROUNDS, {
    saxes: reader("saxes"),
    rampart: reader("rampart"),
    ...(missing === null && { hdf: reader("hdf") }),
    ...(oscap && { oscap: program }),
  });
  const of = (/** @type {string} */ who, /** @type {(one: Reading) => number} */ figure) =>
    median((readings[who] ?? []).map(figure));
  const first = (/** @type {Reading} */ one) => one.first;
  const later = (/** @type {Reading} */ one) => median(one.later);
  const grown = (/** @type {Reading} */ one) => one.grown;

  for (const [label, figure] of /** @type {const} */ ([
    ["first reading of a process", first],
    ["later readings", later],
  ])) {
    const [ours, floor] = [of("rampart", figure), of("saxes", figure)];
    row(
      `${name} (${label})`,
      "≤ 1.5 × a bare saxes pass",
      { value: ms(ours), floor: ms(floor), ratio: times(ours / floor) },
      {
        ours,
        floor,
        bytes: fs.statSync(file).size,
        readings: label === "later readings" ? readings : undefined,
      },
    );
  }
  besideHdf(name, missing, readings);
  if (oscap) {
    const [ours, theirs, peak] = [of("rampart", first), median(taken ?? []), median(peaks)];
    row(
      `${name} beside oscap xccdf generate report`,
      "",
      { value: ms(ours), floor: `${ms(theirs)}, ${megabytes(peak)} in all`, ratio: times(ours / theirs) },
      { ours, theirs, peak },
    );
  } else row(`${name} beside oscap xccdf generate report`, "", { value: "oscap is not installed" }, null);
  row(
    `${name}, memory grown`,
    "≤ 40 MB",
    {
      value: megabytes(of("rampart", grown)),
      floor: megabytes(of("saxes", grown)),
      ratio: times(of("rampart", grown) / of("saxes", grown)),
    },
    {
      grown: of("rampart", grown),
      heap: of("rampart", ({ heap }) => heap),
      kept: of("rampart", ({ kept }) => kept),
    },
  );
}

/**
 * @param {string} name
 * @param {string | null} missing why there is nothing to compare with
 * @param {Record<string, Reading[]>} readings
 */
function besideHdf(name, missing, { rampart = [], hdf = [] }) {
  const figure = `${name} beside hdf-converters ${HDF_VERSION}`;
  const aim = "≤ 0.15 ×";
  if (missing !== null) return row(figure, aim, { value: missing }, null);
  const [ours, theirs] = [rampart, hdf].map((all) => median(all.map(({ first }) => first)));
  const [oursLater, theirsLater] = [rampart, hdf].map((all) => median(all.map(({ later }) => median(later))));
  const memory = median(hdf.map(({ grown }) => grown));
  const found = hdf[0]?.counts ?? {};
  const nothing = Object.keys(found).length === 0;
  row(
    figure,
    aim,
    {
      value: ms(ours ?? Number.NaN),
      floor: `${ms(theirs ?? Number.NaN)}, ${megabytes(memory)} grown${nothing ? ", finds no result in it" : ""}`,
      ratio: `${ratio(ours, theirs)} (later ${ratio(oursLater, theirsLater)})`,
    },
    { ours, theirs, oursLater, theirsLater, memory, found },
  );
}

/**
 * @param {number | undefined} ours
 * @param {number | undefined} theirs
 */
const ratio = (ours = Number.NaN, theirs = Number.NaN) => times(ours / theirs);

/**
 * Whether Rampart counts what is in each file.
 * @param {string[]} files
 * @param {boolean} oscap
 */
async function counts(files, oscap) {
  const said = /** @type {Record<string, Counts[]>} */ (
    runTypeScript("scripts/bench/xccdf/counts.ts", files)
  );
  const word = (/** @type {Counts} */ one) => JSON.stringify(Object.entries(one).sort());
  /** @type {Record<string, { rampart: Counts[], text: Counts[], oscap: Counts | null }>} */
  const all = {};
  /** @type {string[]} */
  const wrong = [];
  let compared = 0;
  for (const file of files) {
    const rampart = said[file] ?? [];
    const text = countsOfText(fs.readFileSync(file, "utf8"));
    const report = oscap ? await oscapReport(file) : null;
    const made = report?.status === 0 ? countsOfReport(report.stdout) : null;
    // Of several results in a file its report shows the last.
    const same =
      text.map(word).join() === rampart.map(word).join() &&
      (made === null || Object.keys(made).length === 0 || rampart.map(word).includes(word(made)));
    const name = path.basename(file);
    if (rampart.length === 0 && text.length === 0) continue;
    if (made) compared += 1;
    all[name] = { rampart, text, oscap: made };
    if (!same) wrong.push(name);
  }
  const total = Object.keys(all).length;
  row(
    "SCAP results counted as the files and oscap count them",
    "all",
    {
      value: `${total - wrong.length} of ${total} files${wrong.length > 0 ? `; not ${wrong.join(", ")}` : ""}`,
      floor: oscap ? `oscap makes a report of ${compared}` : "oscap is not installed",
    },
    all,
  );
}
