/** Has Node take JSON modules as bundlers do, without an import attribute: for browser tests that call commands themselves. */
import { register } from "node:module";

const hooks = `
import fs from "node:fs/promises";
export const load = async (url, context, next) =>
  url.endsWith(".json")
    ? { format: "module", shortCircuit: true, source: "export default " + (await fs.readFile(new URL(url), "utf8")) }
    : next(url, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
