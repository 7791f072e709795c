import { FortressRow } from "@/components/fortress/fortress-row";
import { smallDrawing } from "@/components/host/drawing";
import { ManagedNote } from "@/components/host/managed-note";
import { Link } from "@/components/ui/link";
import { Cell } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { score } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import type { HostItem } from "@/lib/queries/hosts";
import type { Reading } from "@/lib/queries/reading";

interface HostRowsProps {
  hosts: readonly HostItem[];
  /** Overdue findings by host; none where it is not named. */
  overdue: ReadonlyMap<string, number>;
  at: Reading;
}

/** The rows of the table, without state: the page draws them as one string. */
export function HostRows({ hosts, overdue, at }: HostRowsProps) {
  return hosts.map((host) => (
    <tr key={host.id} className="hover:bg-sunken">
      <Cell className="min-w-36">
        <Link href={`/hosts/${host.id}`} className="link font-bold [overflow-wrap:anywhere]">
          {host.name}
        </Link>
        <span className="block text-12 text-ink-3">{host.os ?? "system not known"}</span>
      </Cell>
      <Cell className="min-w-[112px]">
        <FortressRow drawing={smallDrawing(host, at)} />
      </Cell>
      <Cell number className="font-bold">
        {score(host.score?.proven)}
        <ManagedNote
          measured={host.score?.measured}
          managed={host.score?.managed}
          className="block font-normal text-11 text-ink-3"
        />
      </Cell>
      <Cell number className="text-unproven">
        {score(host.score?.possible)}
      </Cell>
      <Cell className="font-bold">{host.score?.grade ?? "–"}</Cell>
      {TOWERS.map((tower) => (
        <Cell number key={tower}>
          <Link href={`/hosts/${host.id}/${tower}`} className="hover:text-accent">
            {score(host.towers[tower].proven)}
            {host.towers[tower].cap && (
              <span className="block text-11 text-failed">held at {host.towers[tower].cap.at}</span>
            )}
          </Link>
        </Cell>
      ))}
      <Cell number>
        {host.findings.open}
        <Overdue hostId={host.id} count={overdue.get(host.id) ?? 0} />
      </Cell>
      <Cell number className={host.silent ? "text-failed" : "text-ink-3"}>
        {host.lastEvidenceAt ? <Time at={host.lastEvidenceAt} {...at} /> : "none"}
        {host.silent && <span className="block text-11">silent</span>}
      </Cell>
    </tr>
  ));
}

function Overdue({ hostId, count }: { hostId: string; count: number }) {
  if (count === 0) return null;
  return (
    <Link
      href={`/findings?host=${hostId}&due=overdue&sort=due`}
      className="block text-11 text-failed hover:underline"
    >
      {count} overdue
    </Link>
  );
}
