/** Figures from repeated measurements. */

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/**
 * Measures things in turn, round by round, so that what else the machine does falls on all of them alike.
 * @param {number} rounds
 * @param {Record<string, () => number | Promise<number>>} measures each returns what it measured
 * @returns {Promise<Record<string, number[]>>}
 */
export async function interleaved(rounds, measures) {
  /** @type {Record<string, number[]>} */
  const results = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measures)) results[name]?.push(await measure());
  }
  return results;
}

/**
 * Milliseconds that `work` takes, the mean of so many in a row.
 * @param {number} times
 * @param {() => unknown} work
 */
export function timed(times, work) {
  const from = performance.now();
  for (let i = 0; i < times; i++) work();
  return (performance.now() - from) / times;
}
