/** SCAP results of several sizes: real ones, and smaller and larger ones that are made of a real one. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const SAMPLES = path.join("lib", "importers", "xccdf", "samples");
const FOLDER = path.join(".bench", "xccdf");
const REAL = "db-02-standard-results.xml";
const ARF = "db-02-standard-arf.xml";
const MB = 1_000_000;

const RULE = /\s*<Rule [\s\S]*?<\/Rule>/g;
const RESULT = /\s*<rule-result [\s\S]*?<\/rule-result>/g;

/** @param {string} element */
const idOf = (element) => /<(?:Rule|rule-result)\b[^>]*?\bid(?:ref)?="([^"]*)"/.exec(element)?.[1] ?? "";

/**
 * Fewer rules: those that the profile did not select are left out, with their results, until it is small enough.
 * @param {string} text
 */
function smaller(text) {
  const unselected = new Set(
    [...text.matchAll(RESULT)]
      .map(([element]) => element)
      .filter((element) => element.includes("<result>notselected<"))
      .map(idOf),
  );
  let length = text.length;
  const gone = new Set();
  for (const [element] of text.matchAll(RULE)) {
    if (length <= MB || !unselected.has(idOf(element))) continue;
    gone.add(idOf(element));
    length -= element.length;
  }
  const keep = (/** @type {string} */ element) => (gone.has(idOf(element)) ? "" : element);
  return text.replace(RULE, keep).replace(RESULT, keep);
}

/**
 * More rules: each again under another id, with its result, until it is large enough.
 * @param {string} text
 */
function larger(text) {
  let length = text.length;
  const again = new Set();
  const twice = (/** @type {string} */ element) => {
    const id = idOf(element);
    if (element.includes("<Rule ") && length < 10 * MB) {
      again.add(id);
      length += element.length;
    }
    return again.has(id) ? `${element}${element.replace(`="${id}"`, `="${id}_again"`)}` : element;
  };
  return text.replace(RULE, twice).replace(RESULT, twice);
}

/** Every sample, unpacked into a folder of the bench. */
function unpacked() {
  fs.mkdirSync(FOLDER, { recursive: true });
  return fs
    .readdirSync(SAMPLES)
    .sort()
    .map((name) => {
      const bytes = fs.readFileSync(path.join(SAMPLES, name));
      const file = path.join(FOLDER, name.replace(/\.gz$/, ""));
      fs.writeFileSync(file, name.endsWith(".gz") ? zlib.gunzipSync(bytes) : bytes);
      return file;
    });
}

/** @returns the files that are measured, by what they are called in the table; and all that are counted */
export function documents() {
  const samples = unpacked();
  const real = path.join(FOLDER, REAL);
  const text = fs.readFileSync(real, "utf8");
  const one = path.join(FOLDER, "made-1.xml");
  const ten = path.join(FOLDER, "made-10.xml");
  fs.writeFileSync(one, smaller(text));
  fs.writeFileSync(ten, larger(text));
  return {
    measured: {
      "XCCDF results, 1 MB": one,
      "XCCDF results, 7 MB": real,
      "XCCDF results, 10 MB": ten,
      "ARF, 14 MB": path.join(FOLDER, ARF),
    },
    all: [...samples, one, ten],
  };
}
