import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { viewerWho } from "@/lib/auth/request";
import { firstValues } from "@/lib/href";
import { readSummary } from "@/lib/queries/summary";
import { readSummaryAddress, requestOfAddress } from "@/lib/queries/summary/address";
import { isChosen, readChoices } from "../choices";
import { Choose } from "./choose";
import { Look } from "./look";

export const metadata: Metadata = { title: "New share link" };

/**
 * Two steps, so that what is made is what was looked at: the choices, and then what its reader will see with the button that
 * makes it. All choices stand in the address; the password does not.
 */
export default async function NewSharePage({ searchParams }: PageProps<"/shares/new">) {
  const viewer = await viewerWho("share.manage");
  if (!viewer) notFound();
  const asked = await searchParams;
  const address = readSummaryAddress(firstValues(asked));
  if (!address) notFound();
  const choices = readChoices(asked);
  const { title, comment } = choices;
  const whole = await readSummary(viewer, { ...requestOfAddress(address), title, comment });
  if (!whole) notFound();
  const chosen = isChosen(asked);
  return (
    <Page
      title="New share link"
      trail={[{ title: "Share links", href: "/shares" }]}
      facts={`A summary of ${whole.title} for people without an account · step ${chosen ? 2 : 1} of 2`}
    >
      {chosen ? (
        <Look {...{ viewer, address, choices, whole }} />
      ) : (
        <Choose {...{ viewer, address, choices }} />
      )}
    </Page>
  );
}
