import { ActionForm, Submit } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { list, plural } from "@/lib/format";
import { withQuery } from "@/lib/href";
import type { HostIdentity, MergeCandidate, MergePreview } from "@/lib/queries/identity";
import { mergeAction } from "./actions";

interface MergeProps {
  identity: HostIdentity;
  /** What was searched for. */
  text: string;
  candidates: MergeCandidate[];
  other: MergePreview | null;
  zone: string;
  now: number;
}

/** "This and that are one machine": the other is searched for, looked at, and named before it goes. */
export function Merge({ identity, text, candidates, other, zone, now }: MergeProps) {
  const path = `/hosts/${identity.id}/identity`;
  return (
    <Section
      id="merge"
      title="Merge with another fortress"
      note="for one machine that reports under two identities"
    >
      {other && other.id !== identity.id ? (
        <Confirm identity={identity} other={other} back={withQuery(path, { q: text })} />
      ) : (
        <>
          <form action={`${path}#merge`} className="mb-4 flex flex-wrap items-end gap-3">
            <label className="grow basis-56 sm:max-w-xs">
              <span className="mb-1 block text-12 text-ink-3">Name or system of the other</span>
              <input type="search" name="q" defaultValue={text} maxLength={200} className="field" />
            </label>
            <Button type="submit">Search</Button>
          </form>
          {candidates.length === 0 ? (
            <p className="text-13 text-ink-2">
              {text === ""
                ? "No other fortress has a name or an identifier in common with this one."
                : "No other fortress is called so."}
            </p>
          ) : (
            <Table
              caption={text === "" ? "Fortresses that may be the same machine" : "Fortresses that match"}
            >
              <thead>
                <tr>
                  <Head>Fortress</Head>
                  <Head>In common</Head>
                  <Head number>Reports</Head>
                  <Head number>Evidence</Head>
                  <Head className="relative">
                    <span className="sr-only">Merge</span>
                  </Head>
                </tr>
              </thead>
              <tbody>
                {candidates.map((one) => (
                  <tr key={one.id}>
                    <Cell className="min-w-36">
                      <Link href={`/hosts/${one.id}`} className="link font-bold [overflow-wrap:anywhere]">
                        {one.name}
                      </Link>
                      <span className="block text-12 text-ink-3">{one.os ?? "system not known"}</span>
                    </Cell>
                    <Cell className="text-ink-2">
                      {one.shares.length === 0 ? "nothing" : `the same ${list(one.shares)}`}
                    </Cell>
                    <Cell number>{one.reports}</Cell>
                    <Cell number className="text-ink-3">
                      {one.lastEvidenceAt ? <Time at={one.lastEvidenceAt} zone={zone} now={now} /> : "none"}
                    </Cell>
                    <Cell number>
                      <ButtonLink small href={`${withQuery(path, { q: text, with: one.id })}#merge`}>
                        Merge …
                      </ButtonLink>
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </>
      )}
    </Section>
  );
}

interface ConfirmProps {
  identity: HostIdentity;
  other: MergePreview;
  back: string;
}

function Confirm({ identity, other, back }: ConfirmProps) {
  const moving = [
    plural(other.reports, "report"),
    plural(other.signatures, "identity", "identities"),
    ...(other.groups.length > 0
      ? [`${plural(other.groups.length, "group")} (${other.groups.join(", ")})`]
      : []),
    ...(other.notes > 0 ? [plural(other.notes, "entry by people", "entries by people")] : []),
  ];
  return (
    <ActionForm action={mergeAction} className="max-w-[560px] border-failed border-l-2 pl-5">
      <p className="font-bold text-16 [overflow-wrap:anywhere]">
        Merge {other.name} into {identity.name}?
      </p>
      <p className="mt-2 mb-4 text-ink-2">
        {list(moving)} of{" "}
        <Link href={`/hosts/${other.id}`} className="link">
          {other.name}
        </Link>{" "}
        move to {identity.name}, which is scored anew from all reports together. {other.name} disappears;
        later reports of it arrive here. A split takes the reports apart again.
      </p>
      <input type="hidden" name="host" value={identity.id} />
      <input type="hidden" name="other" value={other.id} />
      <div className="grid gap-4">
        <Field
          id="confirm"
          label={`Type ${other.name} to confirm`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <div className="flex flex-wrap gap-2">
          <Submit look="danger">Merge the two</Submit>
          <ButtonLink href={`${back}#merge`}>Keep both</ButtonLink>
        </div>
      </div>
    </ActionForm>
  );
}
