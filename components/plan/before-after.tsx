import { TOWER_NAMES } from "@/components/fortress/types";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { change, score } from "@/lib/format";
import { TOWERS } from "@/lib/fortress/types";
import type { Figures } from "@/lib/queries/predictions";
import type { HostChange } from "@/lib/queries/what-if";

interface BeforeAfterProps {
  caption: string;
  before: Figures;
  after: Figures;
}

/** The whole and each tower before and after. */
export function BeforeAfter({ caption, before, after }: BeforeAfterProps) {
  const rows = [
    { name: "Proven", was: before.proven, is: after.proven, strong: true },
    { name: "Managed", was: before.managed, is: after.managed, strong: false },
    ...TOWERS.map((tower) => ({
      name: TOWER_NAMES[tower],
      was: before.towers[tower],
      is: after.towers[tower],
      strong: false,
    })),
  ];
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Head>Points</Head>
          <Head number>Now</Head>
          <Head number>Then</Head>
          <Head number>Change</Head>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, was, is, strong }) => (
          <tr key={name} className={strong ? "font-bold" : undefined}>
            <Cell>{name}</Cell>
            <Cell number>{score(was)}</Cell>
            <Cell number>{score(is)}</Cell>
            <Cell number>{moved(was, is)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What it does to each fortress and its towers. */
export function HostChanges({ changes }: { changes: readonly HostChange[] }) {
  return (
    <Table caption="What the chosen repairs do to each fortress">
      <thead>
        <tr>
          <Head>Fortress</Head>
          <Head number>Now</Head>
          <Head number>Then</Head>
          <Head number>Change</Head>
          {TOWERS.map((tower) => (
            <Head key={tower} number className="hidden lg:table-cell">
              {TOWER_NAMES[tower]}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ id, name, before, after }) => (
          <tr key={id}>
            <Cell>
              <Link href={`/hosts/${id}`} className="link [overflow-wrap:anywhere]">
                {name}
              </Link>
            </Cell>
            <Cell number>{score(before.proven)}</Cell>
            <Cell number>{score(after.proven)}</Cell>
            <Cell number className="font-bold">
              {moved(before.proven, after.proven)}
            </Cell>
            {TOWERS.map((tower) => (
              <Cell key={tower} number className="hidden text-ink-2 lg:table-cell">
                {still(before.towers[tower], after.towers[tower])
                  ? score(before.towers[tower])
                  : `${score(before.towers[tower])} → ${score(after.towers[tower])}`}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const still = (was: number | null, is: number | null): boolean => score(was) === score(is);

/** `+0.8`; a dash where one of the two is not known. */
export const moved = (was: number | null, is: number | null): string =>
  was === null || is === null ? "–" : change(is - was);
