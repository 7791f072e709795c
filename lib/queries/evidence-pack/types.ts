/** What the readers of an evidence pack are asked, and what they give. */
import type { ManifestFile } from "@/lib/exports/evidence-pack";

/** Milliseconds, from the first up to the last without it. */
export interface Period {
  from: number;
  until: number;
}

/** A file of the pack, and what the manifest says of it beyond its bytes. */
export interface PackFile {
  path: string;
  content: AsyncIterable<Uint8Array | string>;
  about?: Omit<ManifestFile, "path" | "sha256" | "size">;
}
