/** A table as JSON: what it is, its columns, and each row as an object of their keys. Text stands as it is: nothing runs here. Pure. */
import type { Row, Table } from "./table";

/** The text of the file, some rows at a time; to be written in UTF-8. */
export async function* jsonOf({ name, at, columns, rows }: Table): AsyncGenerator<string> {
  const described = columns.map(({ key, title, type }) => ({ key, title, type }));
  const objectOf = (row: Row): string =>
    JSON.stringify(Object.fromEntries(columns.map(({ key }, place) => [key, row[place] ?? null])));
  yield `{"name":${JSON.stringify(name)},"at":${JSON.stringify(at)},"columns":${JSON.stringify(described)},"rows":[`;
  let first = true;
  for await (const some of rows) {
    if (some.length === 0) continue;
    yield `${first ? "" : ","}\n${some.map(objectOf).join(",\n")}`;
    first = false;
  }
  yield "\n]}\n";
}
