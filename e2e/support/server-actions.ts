/** Every server action that there is, and calls of them as browsers make them. */
import fs from "node:fs";
import path from "node:path";

export interface Action {
  /** The folder in the address and the function: `/hosts/[id]/identity mergeAction`. */
  name: string;
  /** Under which the build knows it. */
  id: string;
  /** A page that has it; what it is about is left open. */
  page: string;
}

/** Text of a field, several of the same name, or a file. */
export type Fields = Record<string, string | readonly string[] | File>;

/** `(app)/hosts/[id]` is `/hosts/[id]`: folders in brackets are not in the address. */
export const addressOf = (folder: string): string =>
  `/${folder.replace(/\([^/]*\)\/?/g, "")}`.replace(/\/$/, "") || "/";

const nameOf = (file: string, exported: string): string =>
  `${addressOf(path.relative("app", path.dirname(file)))} ${exported}`;

/** Those that the sources declare, by their names. */
export function declaredActions(): string[] {
  const files = ["app", "components", "lib"].flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => path.join(folder, file)),
  );
  return files.flatMap((file) => {
    const text = fs.readFileSync(file, "utf8");
    if (!/^\s*["']use server["']/m.test(text)) return [];
    if (!/^["']use server["'];\n/.test(text)) return [`${file}, which declares an action within a function`];
    const exported = text.matchAll(
      /^export (?:default )?(?!type |interface )(?:async function |const )?(\S+?)\b/gm,
    );
    return [...exported].map(([, name = ""]) => nameOf(file, name));
  });
}

interface Manifest {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
}

/** Those that the build serves. */
export function builtActions(): Action[] {
  const text = fs.readFileSync(path.join(".next", "server", "server-reference-manifest.json"), "utf8");
  return Object.entries((JSON.parse(text) as Manifest).node).map(
    ([id, { exportedName, filename, workers }]) => {
      const [page = ""] = Object.keys(workers);
      const address = addressOf(path.dirname(path.relative("app", page)));
      return { name: nameOf(filename, exportedName), id, page: address.replace(/\[[^\]]*\]/g, "x") };
    },
  );
}

export interface Answer {
  status: number;
  /** Where it leads; null: nowhere. */
  to: string | null;
  /** What the action returned; undefined: nothing that can be read. */
  said: unknown;
  body: string;
}

function append(body: FormData, prefix: string, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(prefix + name, one);
  }
}

/** As the script of a page calls it. @param args what it is given: `$K1` stands for the form */
export async function callAction(
  url: string,
  { id, page }: Action,
  headers: Record<string, string>,
  fields: Fields,
  args: unknown = [null, "$K1"],
): Promise<Answer> {
  const body = new FormData();
  append(body, "_1_", fields);
  body.append("0", JSON.stringify(args));
  const answer = await fetch(url + page, {
    method: "POST",
    headers: { origin: url, accept: "text/x-component", "next-action": id, ...headers },
    body,
    redirect: "manual",
  });
  const text = await answer.text();
  const to = answer.headers.get("x-action-redirect")?.replace(/;\w+$/, "") ?? null;
  return { status: answer.status, to, said: to === null ? returned(text) : undefined, body: text };
}

/** As a form posts itself where there is no script. */
export async function postForm(
  url: string,
  { id, page }: Action,
  headers: Record<string, string>,
  fields: Fields,
): Promise<Answer> {
  const body = new FormData();
  body.append("$ACTION_REF_1", "");
  body.append("$ACTION_1:0", JSON.stringify({ id, bound: "$@1" }));
  body.append("$ACTION_1:1", "[null]");
  append(body, "", fields);
  const answer = await fetch(url + page, {
    method: "POST",
    headers: { origin: url, ...headers },
    body,
    redirect: "manual",
  });
  return {
    status: answer.status,
    to: answer.headers.get("location"),
    said: undefined,
    body: await answer.text(),
  };
}

/** Row 1 of the answer is what the action returned. Rows end with their line, but for long texts, which say their length. */
function returned(answer: string): unknown {
  const bytes = Buffer.from(answer);
  for (let at = 0; at < bytes.length; ) {
    const [row = "", id, length] =
      /^(\w*):(?:T([0-9a-f]+),)?/.exec(bytes.toString("latin1", at, at + 40)) ?? [];
    if (row === "") return undefined;
    const start = at + row.length;
    const line = bytes.indexOf("\n", start);
    const end = length ? start + Number.parseInt(length, 16) : line < 0 ? bytes.length : line;
    if (id === "1") return parsed(bytes.toString("utf8", start, end));
    at = length ? end : end + 1;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
