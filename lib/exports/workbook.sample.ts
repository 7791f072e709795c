/** For tests: reads a workbook back, by parsers that know nothing of how it was written. */
import { SaxesParser } from "saxes";
import { fromBuffer } from "yauzl";
import { allOf } from "./table.sample";

/** @returns the files of an archive by their names */
export const filesIn = (archive: Buffer): Promise<Map<string, string>> =>
  new Promise((resolve, reject) => {
    const files = new Map<string, string>();
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("end", () => resolve(files));
      zip.on("error", reject);
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          files.set(entry.fileName, Buffer.concat(await allOf<Buffer>(stream)).toString("utf8"));
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  });

export interface ReadCell {
  at: string;
  type: string;
  look: string;
  text: string;
}

/** The cells of a sheet; and all that is well-formed passes. */
export function cellsOf(sheet: string): ReadCell[] {
  const cells: ReadCell[] = [];
  parsed(sheet, {
    open: (name, { r, t, s }) => {
      if (name === "c") cells.push({ at: r ?? "", type: t ?? "n", look: s ?? "0", text: "" });
    },
    text: (text) => {
      const last = cells.at(-1);
      if (last) last.text += text;
    },
  });
  return cells;
}

/** The sheets in their order, each as the texts of its cells, row by row; an empty cell is left out. */
export async function sheetsIn(archive: Buffer): Promise<Map<string, string[][]>> {
  const files = await filesIn(archive);
  const names: string[] = [];
  parsed(files.get("xl/workbook.xml") ?? "", {
    open: (tag, { name }) => {
      if (tag === "sheet") names.push(name ?? "");
    },
  });
  return new Map(
    names.map((name, place) => {
      const rows: string[][] = [];
      for (const { at, text } of cellsOf(files.get(`xl/worksheets/sheet${place + 1}.xml`) ?? "")) {
        const row = Number(/\d+/.exec(at)?.[0]) - 1;
        rows[row] = [...(rows[row] ?? []), text];
      }
      return [name, rows];
    }),
  );
}

interface Heard {
  open: (tag: string, attributes: Record<string, string | undefined>) => void;
  text?: (text: string) => void;
}

function parsed(document: string, { open, text = () => {} }: Heard): void {
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => open(name, attributes as Record<string, string>));
  parser.on("text", text);
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(document).close();
}
