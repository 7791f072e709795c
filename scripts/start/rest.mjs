/**
 * Gives memory back when nobody asks. V8 keeps what a busy time has taken, above all the space for young objects, until it
 * is told that memory is scarce; this tells it, when the pause (about a tenth of a second) is met by nobody.
 */

/** How long nobody must have asked, in milliseconds. */
export const QUIET = 30_000;

/**
 * @param {import("node:events").EventEmitter} server whose requests are counted
 * @param {() => void} rest what is done once nobody has asked for half a minute
 */
export function restWhenQuiet(server, rest) {
  let open = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  server.on("request", (_request, /** @type {import("node:events").EventEmitter} */ response) => {
    open++;
    clearTimeout(timer);
    response.once("close", () => {
      open--;
      if (open === 0) timer = setTimeout(rest, QUIET).unref();
    });
  });
}
