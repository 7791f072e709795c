/** Archives for tests: a tar by the library that reads it, a zip written by hand because the library only reads. */
import { crc32 } from "node:zlib";
import { pack } from "tar-stream";

type Files = Readonly<Record<string, string | Uint8Array>>;

export async function tarOf(files: Files, mtime = new Date(0)): Promise<Buffer> {
  const writer = pack();
  const pieces: Buffer[] = [];
  const done = new Promise<void>((resolve) => {
    writer.on("data", (piece) => {
      if (piece instanceof Buffer) pieces.push(piece);
    });
    writer.on("end", () => resolve());
  });
  for (const [name, content] of Object.entries(files)) writer.entry({ name, mtime }, Buffer.from(content));
  writer.finalize();
  await done;
  return Buffer.concat(pieces);
}

/** Stored without compression. Source of the layout: APPNOTE.TXT of PKWARE, 4.3. */
export function zipOf(files: Files): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, name, bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
