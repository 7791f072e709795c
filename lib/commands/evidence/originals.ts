/** Files as they came, kept compressed. */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { LIMITS } from "@/lib/importers/limits";

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Off the event loop; level 6 is where a Lynis report stops to shrink. */
export const pack = (bytes: Uint8Array): Promise<Buffer> => compress(bytes, { level: 6 });

export const unpack = (bytes: Uint8Array): Promise<Buffer> =>
  expand(bytes, { maxOutputLength: LIMITS.fileBytes });
