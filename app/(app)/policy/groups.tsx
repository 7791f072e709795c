import { ActionForm, Submit } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Cell, Head, Table } from "@/components/ui/table";
import { day } from "@/lib/format";
import { withQuery } from "@/lib/href";
import type { GroupLevel } from "@/lib/queries/policy";
import { LEVEL_SEVERITIES, type ServiceLevel } from "@/lib/service-level";
import { dropLevelAction, levelAction } from "./actions";
import { Days, titleOf } from "./days";

interface GroupsProps {
  groups: readonly GroupLevel[];
  house: ServiceLevel;
  /** The group whose days are being changed; null: none. */
  chosen: GroupLevel | null;
}

/** The days of every group, and the way to each group's form. */
export function GroupTable({ groups, house, chosen }: GroupsProps) {
  return (
    <Table caption="Days to repair by group">
      <thead>
        <tr>
          <Head>Group</Head>
          <Head number className="hidden sm:table-cell">
            Fortresses
          </Head>
          {LEVEL_SEVERITIES.map((severity) => (
            <Head number key={severity}>
              {titleOf(severity)}
            </Head>
          ))}
          <Head className="relative">
            <span className="sr-only">Change</span>
          </Head>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id} className={group.id === chosen?.id ? "bg-sunken" : "hover:bg-sunken"}>
            <Cell className="min-w-28 [overflow-wrap:anywhere]">
              <span className="font-bold">{group.name}</span>
              <span className="block text-12 text-ink-3">{group.level ? "its own" : "as the house"}</span>
            </Cell>
            <Cell number className="hidden sm:table-cell">
              <Link href={withQuery("/hosts", { group: group.id })} className="link">
                {group.hosts}
              </Link>
            </Cell>
            {LEVEL_SEVERITIES.map((severity) => (
              <Cell number key={severity} className={group.level ? "font-bold" : "text-ink-3"}>
                {(group.level?.days ?? house)[severity]}
              </Cell>
            ))}
            <Cell number>
              <Link
                href={`${withQuery("/policy", { group: group.id })}#group`}
                className="link text-12"
                aria-label={`Change the days of ${group.name}`}
              >
                Change
              </Link>
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The days of one group, and the way back to those of the house. */
export function GroupForm({ group, house, zone }: { group: GroupLevel; house: ServiceLevel; zone: string }) {
  const { level } = group;
  return (
    <div id="group" className="mt-6 max-w-[68ch] border-line border-l-2 pl-4">
      <h3 className="[overflow-wrap:anywhere]">Days of {group.name}</h3>
      <p className="mt-1 mb-3 text-12 text-ink-3">
        {level?.set
          ? `Set by ${level.set.by} on ${day(level.set.at, zone)}.`
          : "It has none of its own: the house’s hold."}
      </p>
      <ActionForm action={levelAction} className="grid gap-3">
        <input type="hidden" name="group" value={group.id} />
        <Days id="group-days" days={level?.days ?? house} />
        <div>
          <Submit>Save the days of {group.name}</Submit>
        </div>
      </ActionForm>
      <div className="mt-3">
        <ActionForm action={dropLevelAction}>
          {level && (
            <ConfirmButton
              small
              value={group.id}
              label="Take the house’s days again"
              question={`Take the days of ${group.name} away?`}
              yes="Take them away"
              no="Keep them"
            >
              <p>The due dates of its fortresses follow from the house again, but for those set by hand.</p>
            </ConfirmButton>
          )}
        </ActionForm>
      </div>
    </div>
  );
}
