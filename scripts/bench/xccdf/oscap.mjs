/** The results of a file by two other ways: the report that `oscap` makes of it, and a plain search of its text. */
import { spawnSync } from "node:child_process";
import { runProgram } from "../processes.mjs";

export const hasOscap = () => spawnSync("oscap", ["--version"]).status === 0;

/** @param {string} file */
export const oscapReport = (file) => runProgram("oscap", ["xccdf", "generate", "report", file]);

/** @typedef {Record<string, number>} Counts */

/** The words of XCCDF and what Rampart calls them, the worst first. */
const OUTCOMES = /** @type {const} */ ([
  ["fail", "fail"],
  ["error", "error"],
  ["unknown", "unknown"],
  ["notchecked", "not-checked"],
  ["pass", "pass"],
  ["fixed", "pass"],
  ["notapplicable", "not-applicable"],
]);

/**
 * A rule whose instances passed and failed has passed in part; else the worst of them counts.
 * @param {Iterable<[id: string, word: string]>} results
 * @returns {Counts}
 */
function countsOf(results) {
  /** @type {Map<string, Set<string>>} */
  const rules = new Map();
  for (const [id, word] of results) rules.set(id, (rules.get(id) ?? new Set()).add(word));
  /** @type {Counts} */
  const counts = {};
  for (const words of rules.values()) {
    const mixed = words.has("fail") && (words.has("pass") || words.has("fixed"));
    const outcome = mixed ? "part" : OUTCOMES.find(([word]) => words.has(word))?.[1];
    if (outcome) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/**
 * By the rows of the report's table of rules.
 * @param {string} html
 * @returns {Counts}
 */
export const countsOfReport = (html) =>
  countsOf(
    [...html.matchAll(/<tr data-tt-id="([^"]*)" class="rule-overview-leaf rule-overview-leaf-([a-z]+)/g)].map(
      ([, id = "", word = ""]) => [id, word],
    ),
  );

/**
 * By the text of each TestResult.
 * @param {string} text
 * @returns {Counts[]} of those that say anything
 */
export const countsOfText = (text) =>
  [...text.replace(/<!--[\s\S]*?-->/g, "").matchAll(/<(?:\w+:)?TestResult\b[\s\S]*?<\/(?:\w+:)?TestResult>/g)]
    .map(([result]) =>
      countsOf(
        [
          ...result.matchAll(
            /<(?:\w+:)?rule-result\b[^>]*?\bidref="([^"]*)"[\s\S]*?<(?:\w+:)?result>\s*([a-z]+)\s*</g,
          ),
        ].map(([, id = "", word = ""]) => [id, word]),
      ),
    )
    .filter((counts) => Object.keys(counts).length > 0);
