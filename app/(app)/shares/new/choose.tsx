import type { ShareChoices } from "@/components/share/choices";
import { ShareOptions } from "@/components/share/share-options";
import { ScopeFields } from "@/components/summary/scope-fields";
import { Button, ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/page";
import type { Viewer } from "@/lib/auth/rights";
import { readSharePolicy } from "@/lib/queries/share-policy";
import type { SummaryAddress } from "@/lib/queries/summary/address";
import { listViews } from "@/lib/queries/views";
import { listGroups } from "@/lib/queries/work";
import { fieldsOfChoices } from "../choices";

interface ChooseProps {
  viewer: Viewer;
  address: SummaryAddress;
  choices: ShareChoices;
}

/** The first step: what it is about, what it shows and for how long. */
export async function Choose({ viewer, address, choices }: ChooseProps) {
  const [groups, views, { mostDays }] = await Promise.all([
    listGroups(viewer),
    listViews(viewer, "/hosts"),
    readSharePolicy(),
  ]);
  return (
    <Section title="What it shows" className="mt-6">
      <form
        // Afresh with every choice: fields do not follow their default values.
        key={fieldsOfChoices(address, choices).join()}
        action="/shares/new"
        className="mt-4 grid max-w-[560px] gap-5"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <ScopeFields {...{ asked: address, groups, views }} labels="font-bold text-13" />
        </div>
        <ShareOptions choices={{ ...choices, days: Math.min(choices.days, mostDays) }} mostDays={mostDays} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary">
            Show what the reader will see
          </Button>
          <ButtonLink href="/shares" look="quiet">
            Cancel
          </ButtonLink>
        </div>
      </form>
    </Section>
  );
}
