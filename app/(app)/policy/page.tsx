import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Link } from "@/components/ui/link";
import { Page, Section } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { day, list } from "@/lib/format";
import { POLICY } from "@/lib/fortress/policy";
import { firstValues } from "@/lib/href";
import { readPolicy } from "@/lib/queries/policy";
import { reading } from "@/lib/queries/reading";
import { LEVEL_SEVERITIES } from "@/lib/service-level";
import { levelAction } from "./actions";
import { Days } from "./days";
import { DecisionForm } from "./decisions";
import { GroupForm, GroupTable } from "./groups";

export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage({ searchParams }: PageProps<"/policy">) {
  const viewer = await viewerWho("policy.edit");
  const policy = viewer && (await readPolicy(viewer));
  if (!policy) notFound();
  const [{ zone }, asked] = [await reading(), firstValues(await searchParams)];
  const { house, groups, decisions } = policy;
  const chosen = groups.find(({ id }) => id === asked.group) ?? null;
  return (
    <Page title="Policy" facts="How long repairs may take, and what a decision about a risk needs">
      <Section
        title="Days to repair"
        note={
          house.set ? `set by ${house.set.by} on ${day(house.set.at, zone)}` : "nobody has changed them yet"
        }
      >
        <p className="mb-4 max-w-[68ch] text-ink-2">
          They count from when a finding opens, or comes back after it was closed. A change moves the due
          dates of all open findings, but for those that a person set.
        </p>
        <ActionForm action={levelAction} className="grid gap-3">
          <Days id="house-days" days={house.days} />
          <div>
            <Submit>Save the days of the house</Submit>
          </div>
        </ActionForm>
      </Section>
      <Section
        title="Groups"
        note="a group’s days replace those of the house; of several groups, the strictest"
      >
        {groups.length === 0 ? (
          <p className="max-w-[68ch] text-ink-2">
            There is no group yet. A{" "}
            <Link href="/hosts" className="link">
              fortress
            </Link>{" "}
            is put into one on its page, under “Identity”; its group then stands here and can have days of its
            own.
          </p>
        ) : (
          <GroupTable groups={groups} house={house.days} chosen={chosen} />
        )}
        {chosen && <GroupForm key={chosen.id} group={chosen} house={house.days} zone={zone} />}
      </Section>
      <Section title="Decisions" note="accept, transfer, avoid or reduce a risk">
        <DecisionForm policy={decisions} />
      </Section>
      <Section title="What no setting changes">
        <p className="max-w-[68ch] text-ink-2">
          The score has a lateness of its own: what is exposed counts double after{" "}
          {list(
            LEVEL_SEVERITIES.flatMap((severity) => {
              const days = POLICY.slaDays[severity];
              return days === null ? [] : `${days} days (${severity})`;
            }),
          )}
          . These days belong to the model, scoring policy {POLICY.version}, and are the same in every house.
          Whoever gives themselves more time here moves due dates, and never raises a measured score.
        </p>
      </Section>
    </Page>
  );
}
