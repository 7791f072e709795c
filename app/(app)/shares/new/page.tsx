import { createHash } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ShareOptions } from "@/components/share/share-options";
import { SummarySections } from "@/components/summary/sections";
import { SummaryStory } from "@/components/summary/story";
import { Button, ButtonLink } from "@/components/ui/button";
import { Page, Section } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { periodWords } from "@/lib/exports/summary-words";
import { firstValues, withQuery } from "@/lib/href";
import { readSharePolicy } from "@/lib/queries/share-policy";
import { readSummary } from "@/lib/queries/summary";
import { addressOfRequest, readSummaryAddress, requestOfAddress } from "@/lib/queries/summary/address";
import { readKnownHosts } from "@/lib/queries/summary/known-hosts";
import { reduceSummary } from "@/lib/queries/summary/reduce";
import { readChoices } from "../choices";
import { MakeForm } from "./make-form";

export const metadata: Metadata = { title: "New share link" };

/** Chosen, looked at as its reader will see it, and only then made. */
export default async function NewSharePage({ searchParams }: PageProps<"/shares/new">) {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const asked = await searchParams;
  const address = readSummaryAddress(firstValues(asked));
  if (!address) notFound();
  const request = requestOfAddress(address);
  const choices = readChoices(asked);
  const [whole, policy] = await Promise.all([
    readSummary(viewer, { ...request, title: choices.title, comment: choices.comment }),
    readSharePolicy(),
  ]);
  if (!whole) notFound();
  const { sections, hideNames } = choices;
  // The pseudonyms of the link itself will be others.
  const key = createHash("sha256").update(`preview ${viewer.id}`).digest();
  const hide = hideNames ? { key, hosts: await readKnownHosts() } : null;
  const seen = reduceSummary(whole, { sections, hide });
  const about = Object.entries({ ...addressOfRequest(request), days: request.periodDays }).flatMap(
    ([name, value]) => (value == null ? [] : [[name, String(value)] as const]),
  );
  const chosen = [
    ...about,
    ...sections.map((section) => ["section", section] as const),
    ...(["title", "comment", "watermark"] as const).map((name) => [name, choices[name]] as const),
    ["state", choices.frozen ? "frozen" : "live"] as const,
    ["life", String(choices.days)] as const,
    ...(hideNames ? [["hide", "1"] as const] : []),
    ...(choices.badge ? [["badge", "1"] as const] : []),
  ];
  const back = withQuery("/summary", addressOfRequest(request));
  return (
    <Page
      title="New share link"
      trail={[{ title: "Share links", href: "/shares" }]}
      facts={`A summary of ${whole.title} for people without an account`}
    >
      <Section title="What it shows" className="mt-6">
        <form
          // Afresh with every choice: fields do not follow their default values.
          key={chosen.join()}
          action="/shares/new"
          className="grid max-w-[560px] gap-4"
        >
          {about.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <ShareOptions choices={choices} mostDays={policy.mostDays} />
          <div className="flex gap-2">
            <Button type="submit">Show what the reader will see</Button>
            <ButtonLink href={back} look="quiet">
              Other fortresses or period
            </ButtonLink>
          </div>
        </form>
      </Section>
      <Section title="Make it">
        <MakeForm chosen={chosen}>
          <Section title="What the reader will see" note={periodWords(seen)}>
            <div className="rounded-lg border border-line-strong bg-bg p-4 sm:p-6">
              <p className="mb-4 font-bold text-20 [overflow-wrap:anywhere]">{seen.title}</p>
              <SummaryStory summary={seen} />
              <SummarySections summary={seen} sections={sections} />
            </div>
          </Section>
        </MakeForm>
      </Section>
    </Page>
  );
}
