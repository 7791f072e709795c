/**
 * Makes the generated database client smaller in memory, by 17 MB; what it does stays the same. Run after `prisma generate`.
 * What it does not recognise, as after a change of Prisma, it leaves as it is; its test then says so.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const CLIENT = path.join("internal", "class.ts");
const COMPILER = "query-compiler.wasm";

/**
 * @param {string} folder of the generated client
 * @param {string} root what paths at run time begin at
 */
export function slimClient(folder, root) {
  const file = path.join(folder, CLIENT);
  const place = path.join(path.relative(root, folder), COMPILER);
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, withSparseGraph(withPlainCompiler(text, path.join(folder, COMPILER), place)));
}

/**
 * The query compiler comes as text, which stays in memory twice beside what is made of it: once as the source that holds
 * it, once as itself. A file of bytes is read and forgotten.
 * @param {string} text
 * @param {string} file where the bytes go
 * @param {string} place the same, as the server finds it
 */
function withPlainCompiler(text, file, place) {
  const asked =
    /const \{ wasm \} = await import\("(@prisma\/client\/runtime\/[\w.]+\.wasm-base64)\.mjs"\)\s+return await decodeBase64AsWasm\(wasm\)/;
  const name = asked.exec(text)?.[1];
  if (!name) return text;
  const { wasm } = require(`${name}.js`);
  fs.writeFileSync(file, Buffer.from(wasm, "base64"));
  return text.replace(
    asked,
    `const { readFile } = await import('node:fs/promises')
    return new WebAssembly.Module(await readFile(${JSON.stringify(place.replaceAll("\\", "/"))}))`,
  );
}

/** V8 keeps an object whose first number is at least this large as a table, not as a list with a place for each number. */
const TABLE = 1024;

/**
 * The graph of all fields has thousands of small objects by the numbers of field names, up to 1,500: as lists, whose most
 * places are empty, they take 11 MB. With numbers beyond `TABLE` they are tables.
 * @param {string} text
 */
function withSparseGraph(text) {
  const written = /strings: (JSON\.parse\(".*"\)),\n\s*graph: "([\w-]+)"/.exec(text);
  if (!written?.[1] || !written[2]) return text;
  const graph = renumbered(Buffer.from(written[2], "base64url"), TABLE);
  if (!graph) return text;
  const strings = `[...Array.from({ length: ${TABLE} }, () => ''), ...${written[1]}]`;
  return text.replace(written[0], () => `strings: ${strings},\n  graph: "${graph.toString("base64url")}"`);
}

/**
 * The same graph with larger numbers of names. Its form: `param-graph/src/serialization.ts` of Prisma.
 * @param {Buffer} graph
 * @param {number} by
 * @returns {Buffer | null} null where it has another form
 */
export function renumbered(graph, by) {
  let at = 0;
  /** @type {number[]} */
  const out = [];
  const read = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = graph[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const copyBytes = (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) out.push(graph[at++] ?? 0);
  };
  const copy = (add = 0) => {
    const value = read();
    let rest = value + add;
    for (; rest >= 0x80; rest >>>= 7) out.push((rest & 0x7f) | 0x80);
    out.push(rest);
    return value;
  };
  const [inputs, outputs, roots] = [copy(), copy(), copy()];
  for (let node = 0; node < inputs; node++) {
    for (let edges = copy(); edges > 0; edges--) {
      copy(by);
      copyBytes(2);
      copy();
      // The name of an enumeration, or 0 for none.
      copy(graph[at] === 0 ? 0 : by);
      copyBytes(1);
    }
  }
  for (let node = 0; node < outputs; node++) {
    for (let edges = copy(); edges > 0; edges--) {
      copy(by);
      copy();
      copy();
    }
  }
  for (let root = 0; root < roots; root++) {
    copy(by);
    copy();
    copy();
  }
  return at === graph.length ? Buffer.from(out) : null;
}
