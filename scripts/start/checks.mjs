/** What can be known to be wrong before anything is done. Each check throws one sentence. */
import net from "node:net";

const NEEDED = [20, 19];

/** @param {string} version for example `20.20.2` */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < (NEEDED[0] ?? 0) || (major === NEEDED[0] && minor < (NEEDED[1] ?? 0))) {
    throw new Error(`Rampart needs Node ${NEEDED.join(".")} or newer; this is Node ${version}.`);
  }
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {{ host: string, port: number }}
 */
export function readAddress(env) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT is "${env.PORT}"; it must be a whole number from 1 to 65535.`);
  }
  return { host: env.HOST || "127.0.0.1", port };
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<void>}
 */
export function checkPort(host, port) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new Error(
            `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to another number.`,
          ),
        );
      } else if (error.code === "EACCES") {
        reject(new Error(`Port ${port} is reserved for the administrator. Set PORT to a number above 1023.`));
      } else {
        reject(new Error(`Rampart cannot listen on ${host}:${port}: ${error.message}. Set HOST and PORT.`));
      }
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
