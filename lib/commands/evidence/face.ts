/** What a host is called and which system it runs, as its reports say. */
import type { Tx } from "@/lib/db";
import type { Report } from "@/lib/importers/types";
import { isShortOrFull } from "./identity";

/** Null: no report says it. */
export interface Face {
  name: string | null;
  family: string | null;
  os: string | null;
  version: string | null;
  kernel: string | null;
}

export const NO_FACE: Face = { name: null, family: null, os: null, version: null, kernel: null };

/**
 * The face after one more report, in the order of their time: the latest word on each part. A name that differs only in
 * the domain changes nothing, because some tools write the short one and others the full one.
 * @param name the report's own, or under which it was brought
 */
export function faceAfter(face: Face, { host }: Report, name: string | null): Face {
  const { family, name: os, version, kernel } = host.os;
  const same =
    face.name !== null && name !== null && isShortOrFull(name.toLowerCase(), face.name.toLowerCase());
  return {
    name: same ? face.name : (name ?? face.name),
    family: family ?? face.family,
    os: os ?? face.os,
    version: version ?? face.version,
    kernel: kernel ?? face.kernel,
  };
}

/** A name that a person gave stays, and so does any where no report has one. */
export async function writeFace(tx: Tx, hostId: string, face: Face): Promise<void> {
  await tx.$executeRaw`
    update host set name = case when named_by_hand then name else coalesce(${face.name}, name) end,
      os_family = ${face.family}, os_name = ${face.os}, os_version = ${face.version}, kernel = ${face.kernel}
    where id = ${hostId}::uuid`;
}
