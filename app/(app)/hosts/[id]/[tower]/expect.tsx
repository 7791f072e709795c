import { dayWords } from "@/components/decision/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm";
import { Field, Problem, Select } from "@/components/ui/form";
import { Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { plural, whole } from "@/lib/format";
import { DAY } from "@/lib/fortress/days";
import { dayOf, lastDayOf } from "@/lib/fortress/decision-rules";
import { withQuery } from "@/lib/href";
import type { ExpectationRow } from "@/lib/queries/settled";
import { expectAction, withdrawExpectationAction } from "./actions";
import type { Asked } from "./asked";

const MOST_DAYS = 400;
const USUAL_DAYS = 7;

interface ExpectProps {
  hostId: string;
  hostName: string;
  /** That the host is in. */
  groups: readonly { id: string; name: string }[];
  expectations: readonly ExpectationRow[];
  mayApprove: boolean;
  /** What the first half of the form said, and what it would approve; null: it was not sent. */
  asked: Asked | null;
  zone: string;
  now: number;
}

/** The patterns under which changes are expected, and the form for another: shown first, then confirmed. */
export function Expect({
  hostId,
  hostName,
  groups,
  expectations,
  mayApprove,
  asked,
  zone,
  now,
}: ExpectProps) {
  if (expectations.length === 0 && !mayApprove) return null;
  return (
    <Section title="Expected changes" id="expected" note="approved as they come, through their last day">
      {expectations.length > 0 && (
        <ActionForm action={withdrawExpectationAction} answers="above">
          <input type="hidden" name="host" value={hostId} />
          <Table caption="Patterns of expected changes">
            <thead>
              <tr>
                <Head>Pattern</Head>
                <Head className="hidden sm:table-cell">Because</Head>
                <Head number>Files now</Head>
                <Head number>Last day</Head>
                {mayApprove && (
                  <Head className="relative">
                    <span className="sr-only">Withdraw</span>
                  </Head>
                )}
              </tr>
            </thead>
            <tbody>
              {expectations.map((one) => (
                <tr key={one.id}>
                  <Cell>
                    <code className="[overflow-wrap:anywhere]">{one.pattern}</code>
                    <span className="block text-12 text-ink-3 [overflow-wrap:anywhere] sm:hidden">
                      {one.by}: {one.reason}
                    </span>
                  </Cell>
                  <Cell className="hidden min-w-40 [overflow-wrap:anywhere] sm:table-cell">
                    {one.by}: {one.reason}
                    <span className="block text-12 text-ink-3">
                      said <Time at={one.at} zone={zone} now={now} as="moment" />
                    </span>
                  </Cell>
                  <Cell number>{whole(one.files)}</Cell>
                  <Cell number>
                    {dayWords(lastDayOf(Date.parse(one.until)))}
                    {one.ended && <span className="block text-12 text-ink-3">over</span>}
                  </Cell>
                  {mayApprove && (
                    <Cell number>
                      <ConfirmButton
                        value={one.id}
                        label="Withdraw"
                        question={`Withdraw ${one.pattern}?`}
                        yes="Withdraw the pattern"
                        no="Keep it"
                        small
                      >
                        <p>
                          {one.files === 0
                            ? "It approves nothing now."
                            : `${plural(one.files, "change")} that only it approves ${one.files === 1 ? "counts" : "count"} again.`}
                        </p>
                      </ConfirmButton>
                    </Cell>
                  )}
                </tr>
              ))}
            </tbody>
          </Table>
        </ActionForm>
      )}
      {mayApprove && asked && <Confirm hostId={hostId} hostName={hostName} groups={groups} asked={asked} />}
      {mayApprove && (
        <details open={asked !== null && !asked.preview.ok} className="no-print mt-4">
          <summary className="link text-13 text-ink-2">Expect changes</summary>
          <First hostId={hostId} groups={groups} asked={asked} now={now} />
        </details>
      )}
    </Section>
  );
}

type FirstProps = Pick<ExpectProps, "hostId" | "groups" | "asked" | "now">;

/** The first half: an ordinary form, so that what it would approve stands in the address. */
function First({ hostId, groups, asked, now }: FirstProps) {
  const latest = dayOf(now + MOST_DAYS * DAY);
  return (
    <form action={`/hosts/${hostId}/integrity#expected`} className="mt-3 grid max-w-[68ch] gap-4">
      <p className="text-13 text-ink-2">
        Before planned work, say which files are going to change: what is seen of them through the last day is
        approved. It never covers a changed system binary.
      </p>
      <Field
        id="pattern"
        label="Pattern"
        required
        maxLength={300}
        defaultValue={asked?.pattern}
        placeholder="/etc/cups/**"
        autoComplete="off"
        spellCheck={false}
        hint="A path. * stands for anything within a folder, ** for anything through all of them."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id="lastDay"
          label="Last day"
          type="date"
          required
          min={dayOf(now)}
          max={latest}
          defaultValue={asked?.lastDay ?? dayOf(now + USUAL_DAYS * DAY)}
          hint={`In UTC; ${dayWords(latest)} at the latest.`}
        />
        {groups.length > 0 && (
          <Select id="group" label="On" defaultValue={asked?.group ?? ""}>
            <option value="">this fortress</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                all that are in {name} now
              </option>
            ))}
          </Select>
        )}
      </div>
      <Field
        id="why"
        label="Why they are expected"
        required
        minLength={3}
        maxLength={500}
        defaultValue={asked?.reason}
        autoComplete="off"
      />
      <div>
        <Button type="submit">Show what it approves</Button>
      </div>
    </form>
  );
}

type ConfirmProps = Pick<ExpectProps, "hostId" | "hostName" | "groups"> & {
  asked: NonNullable<ExpectProps["asked"]>;
};

/** The second half: what the pattern approves now, and the button that says so. */
function Confirm({ hostId, hostName, groups, asked }: ConfirmProps) {
  const { pattern, lastDay, reason, group, preview } = asked;
  if (!preview.ok) {
    return (
      <div className="mt-4 max-w-[68ch]">
        <Problem>{preview.text}</Problem>
      </div>
    );
  }
  const { files, first, binaries, hosts } = preview;
  const where =
    group === ""
      ? hostName
      : `${groups.find(({ id }) => id === group)?.name ?? "the group"}, ${plural(hosts, "fortress", "fortresses")}`;
  return (
    <div className="no-print mt-4 max-w-[68ch] border-line-strong border-l-2 py-1 pl-5 text-13">
      <p className="font-bold text-16 [overflow-wrap:anywhere]">
        Expect changes under <code>{pattern}</code> on {where} through {dayWords(lastDay)}?
      </p>
      <p className="mt-1 text-ink-2">
        {files === 0
          ? "It approves nothing that is seen now; what comes by then, it will."
          : `It approves ${plural(files, "change")} that ${files === 1 ? "is" : "are"} seen now:`}
      </p>
      <ul className="mt-1">
        {first.map(({ host, path }) => (
          <li key={`${host.id} ${path}`} className="[overflow-wrap:anywhere]">
            {hosts > 1 && <span className="text-ink-3">{host.name}: </span>}
            <code>{path}</code>
          </li>
        ))}
      </ul>
      {files > first.length && <p className="mt-1 text-ink-3">and {whole(files - first.length)} more.</p>}
      {binaries > 0 && (
        <p className="mt-2 text-failed">
          {plural(binaries, "changed system binary", "changed system binaries")} that it matches{" "}
          {binaries === 1 ? "counts" : "count"} all the same: look at {binaries === 1 ? "it" : "each"} by
          hand.
        </p>
      )}
      <ActionForm action={expectAction} className="mt-4 flex flex-wrap gap-2">
        <input type="hidden" name="host" value={hostId} />
        <input type="hidden" name="group" value={group} />
        <input type="hidden" name="pattern" value={pattern} />
        <input type="hidden" name="lastDay" value={lastDay} />
        <input type="hidden" name="reason" value={reason} />
        <Submit look="primary">Expect these changes</Submit>
        <ButtonLink href={withQuery(`/hosts/${hostId}/integrity`, {})}>Cancel</ButtonLink>
      </ActionForm>
    </div>
  );
}
