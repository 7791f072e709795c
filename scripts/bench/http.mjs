/** Requests that are measured. */
import http from "node:http";
import zlib from "node:zlib";

/**
 * Milliseconds until the first byte of the answer.
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {http.Agent} agent
 * @returns {Promise<number>}
 */
export function firstByte(url, headers, agent) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const request = http.get(url, { headers, agent }, (response) => {
      response.once("data", () => {
        const took = performance.now() - from;
        response.resume();
        response.once("end", () =>
          response.statusCode === 200 ? resolve(took) : reject(new Error(`${url}: ${response.statusCode}`)),
        );
      });
    });
    request.once("error", reject);
  });
}

/**
 * Bytes of script that a page's first load asks for, gzip.
 * @param {string} url
 * @param {Record<string, string>} headers
 */
export async function scriptBytes(url, headers) {
  const html = await (await fetch(url, { headers })).text();
  const sources = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)]
      .filter(([tag]) => !/nomodule/i.test(tag))
      .map(([, source]) => source),
  );
  let bytes = 0;
  for (const source of sources) {
    const script = await (await fetch(new URL(source ?? "", url))).arrayBuffer();
    bytes += zlib.gzipSync(Buffer.from(script)).length;
  }
  return bytes;
}
