/** What the Lynis client must be told to bring its reports here. Pure. */

export interface Profile {
  /** For `/etc/lynis/custom.prf`. */
  lines: string;
  /** Whether Rampart is known under an https address: the client speaks nothing else. */
  https: boolean;
}

/**
 * The server takes a port and a path, but no scheme. Without `--fail` the client calls a refused report done.
 * @param site the address of this Rampart
 */
export function profileOf(key: string, site: string): Profile {
  const { host, protocol } = new URL(site);
  const lines = [`license-key=${key}`, `upload-server=${host}/lynis`, "upload-options=--fail"];
  return { lines: lines.join("\n"), https: protocol === "https:" };
}
