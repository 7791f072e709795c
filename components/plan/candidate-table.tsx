import { Cell, Head, Table } from "@/components/ui/table";
import { gain, whole } from "@/lib/format";
import type { Candidate } from "@/lib/queries/what-if";
import { workWords } from "./words";

/** Repairs to choose from, within a form: those that give most for an hour of work first. */
export function CandidateTable({ candidates }: { candidates: readonly Candidate[] }) {
  return (
    <Table caption="Repairs, by what an hour of work gives">
      <thead>
        <tr>
          <Head>Repair</Head>
          <Head number className="hidden sm:table-cell">
            Fortresses
          </Head>
          <Head number className="hidden sm:table-cell">
            Work
          </Head>
          <Head number>Worth</Head>
          <Head number aria-sort="descending">
            By the hour
          </Head>
        </tr>
      </thead>
      <tbody>
        {candidates.map((one) => (
          <tr key={one.key} className="hover:bg-sunken">
            <Cell>
              <label className="flex cursor-pointer items-baseline gap-3">
                <input
                  type="checkbox"
                  name="repair"
                  value={one.key}
                  defaultChecked={one.chosen}
                  className="translate-y-px accent-ink"
                />
                <span className="min-w-0">
                  {one.title}
                  <code className="block text-ink-3 [overflow-wrap:anywhere]">{one.reference}</code>
                </span>
              </label>
            </Cell>
            <Cell number className="hidden sm:table-cell">
              {whole(one.hosts)}
            </Cell>
            <Cell number className="hidden text-ink-2 sm:table-cell">
              {workWords(one.minutes, one.guessed)}
            </Cell>
            <Cell number>{one.gain > 0 ? gain(one.gain) : "·"}</Cell>
            <Cell number className="font-bold">
              {one.perHour > 0 ? gain(one.perHour) : "·"}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
