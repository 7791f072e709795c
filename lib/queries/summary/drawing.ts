/** One host as the drawing takes it: its towers with their guards and bridges, as plain data. */
import type { Viewer } from "@/lib/auth/rights";
import { age, day } from "@/lib/format";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { readFortress } from "../fortress";

/** The day of a summary is the same for every reader. */
const ZONE = "UTC";

export async function readDrawing(within: Viewer, hostId: string, now: number): Promise<object | null> {
  const fortress = await readFortress(within, hostId);
  if (!fortress) return null;
  const { host, score } = fortress;
  const href = `/hosts/${host.id}`;
  const measures = (tower: Tower, role: "guard" | "bridge") =>
    score.measures
      .filter((measure) => measure.tower === tower && measure.role === role)
      .map(({ title, status, because, id }) => ({
        name: title,
        state: status,
        why: because,
        href: `${href}/${tower}#${id}`,
      }));
  const drawn = (tower: Tower) => {
    const { proven, possible, cap, without } = host.towers[tower];
    return {
      proven,
      possible: possible ?? 100,
      ...(cap && { cap: { ...cap, ...(without && { without }) } }),
      guards: measures(tower, "guard"),
      bridges: measures(tower, "bridge"),
      href: `${href}/${tower}`,
    };
  };
  return {
    host: host.name,
    grade: host.score?.grade ?? null,
    proven: host.score?.proven ?? null,
    possible: host.score?.possible ?? 100,
    ...(host.lastEvidenceAt && { age: age(host.lastEvidenceAt, now) }),
    ...(host.silent && host.lastEvidenceAt && { silentSince: day(host.lastEvidenceAt, ZONE) }),
    href,
    towers: Object.fromEntries(TOWERS.map((tower) => [tower, drawn(tower)])),
  };
}
