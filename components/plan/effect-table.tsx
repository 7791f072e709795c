import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { score } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import type { HostEffect } from "@/lib/queries/plan-forecast";
import { moved } from "./before-after";

/** What was predicted and what has been measured, fortress by fortress. */
export function EffectTable({ hosts }: { hosts: readonly HostEffect[] }) {
  return (
    <Table caption="Predicted and measured effect by fortress">
      <thead>
        <tr>
          <Head>Fortress</Head>
          <Head number>Before</Head>
          <Head number>Predicted</Head>
          <Head number>Measured now</Head>
          <Head number>Change</Head>
          <Head className="hidden lg:table-cell">Towers that changed</Head>
        </tr>
      </thead>
      <tbody>
        {hosts.map(({ id, name, before, predicted, now }) => (
          <tr key={id}>
            <Cell>
              {now ? (
                <Link href={`/hosts/${id}`} className="link [overflow-wrap:anywhere]">
                  {name}
                </Link>
              ) : (
                <span className="text-ink-3">{name}: gone</span>
              )}
            </Cell>
            <Cell number>{score(before.proven)}</Cell>
            <Cell number className="text-unproven">
              {score(predicted.proven)}
            </Cell>
            <Cell number>{score(now?.proven)}</Cell>
            <Cell number className="font-bold">
              {moved(before.proven, now?.proven ?? null)}
            </Cell>
            <Cell className="hidden text-ink-2 lg:table-cell">
              {TOWERS.filter((tower) => score(before.towers[tower]) !== score(now?.towers[tower]))
                .map((tower) => `${tower} ${moved(before.towers[tower], now?.towers[tower] ?? null)}`)
                .join(", ") || "none yet"}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
