/** Packs files, such as the parts of a workbook or of an evidence pack, while they are written: never more of them is held than the reader has not yet taken. */
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

interface Part {
  name: string;
  text: AsyncIterable<string | Uint8Array>;
}

/** Sheets say much twice: more effort hardly makes them smaller, and takes far longer. */
const EFFORT = 3;

/** @returns the bytes of the archive; to leave them early stops the writing */
export async function* packed(parts: AsyncIterable<Part>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  // Its type says less than it is.
  const bytes = zip.outputStream as Readable;
  let content = Readable.from([]);
  // The archive keeps this for each part to its end: it must not hold on to what was read long ago.
  const give = (take: (error: unknown, stream: Readable) => void): void => take(null, content);
  const fill = async (): Promise<void> => {
    for await (const { name, text } of parts) {
      // Nobody reads any more: whoever left came between two parts.
      if (bytes.destroyed) return;
      content = Readable.from(text, { objectMode: false });
      zip.addReadStreamLazy(name, { compressionLevel: EFFORT }, give);
      await finished(content);
    }
    zip.end();
  };
  const fail = (error: Error): void => void bytes.destroy(error);
  zip.on("error", fail);
  fill().catch(fail);
  try {
    yield* bytes;
  } finally {
    content.destroy();
    bytes.destroy();
  }
}
