import { createHash } from "node:crypto";
import type { ShareChoices } from "@/components/share/choices";
import { ReaderView } from "@/components/share/reader-view";
import { ShareFacts } from "@/components/share/share-facts";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/page";
import type { Viewer } from "@/lib/auth/rights";
import { suggestPassword } from "@/lib/auth/suggested-password";
import type { Summary } from "@/lib/exports/summary";
import { day, plural } from "@/lib/format";
import { reading } from "@/lib/queries/reading";
import type { SummaryAddress } from "@/lib/queries/summary/address";
import { hideNamesIn } from "@/lib/queries/summary/hide-names";
import { readKnownHosts } from "@/lib/queries/summary/known-hosts";
import { reduceSummary } from "@/lib/queries/summary/reduce";
import { fieldsOfChoices } from "../choices";
import { MakeForm } from "./make-form";

const DAY = 86_400_000;

interface LookProps {
  viewer: Viewer;
  address: SummaryAddress;
  choices: ShareChoices;
  whole: Summary;
}

/** The second step: looked at as its reader will see it, and only then made. */
export async function Look({ viewer, address, choices, whole }: LookProps) {
  const at = await reading();
  const { sections, hideNames, frozen, days, pdf, badge } = choices;
  // The pseudonyms of the link itself will be others.
  const key = createHash("sha256").update(`preview ${viewer.id}`).digest();
  const hide = hideNames ? { key, hosts: await readKnownHosts() } : null;
  const summary = reduceSummary(whole, { sections, hide });
  const watermark = hide ? hideNamesIn(choices.watermark, hide.key, hide.hosts) : choices.watermark;
  const fields = fieldsOfChoices(address, choices);
  const until = at.now + days * DAY;
  const ends = `${day(until, at.zone)}, after ${plural(days, "day")}`;
  const seen = { sections, hideNames, frozen, watermark };
  const facts = (
    <>
      <ShareFacts {...{ ...seen, pdf, badge, password: null, more: [["Ends", ends]] }} />
      <div className="mt-4">
        <ButtonLink href={`/shares/new?${new URLSearchParams([...fields, ["step", "choose"]])}`} small>
          Choose again
        </ButtonLink>
      </div>
    </>
  );
  return (
    <MakeForm {...{ chosen: fields, facts, suggested: suggestPassword() }}>
      <Section
        title="What the reader will see"
        note={hideNames ? "with names made up for this look: those of the link are others" : undefined}
      >
        <div className="sm-frame">
          <ReaderView
            {...{ ...seen, summary, until, preview: true }}
            pdf={pdf && { paper: pdf, href: null }}
          />
        </div>
      </Section>
    </MakeForm>
  );
}
