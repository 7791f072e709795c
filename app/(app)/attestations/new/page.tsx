import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { Empty, Lead, Page } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { MOST_DAYS, measureOf } from "@/lib/fortress/attesting";
import { firstValues } from "@/lib/href";
import { findHost, hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { listGroups } from "@/lib/queries/work";
import { AttestForm } from "./attest-form";

export const metadata: Metadata = { title: "Attest a measure" };

/** Chosen from one by one; for more there are groups. */
const MOST = 200;

/** The form: `?measure=` and `host` are chosen to begin with. */
export default async function NewAttestationPage({ searchParams }: PageProps<"/attestations/new">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const measure = measureOf(asked.measure ?? "");
  const trail = [{ title: "Attestations", href: "/attestations" }];
  if (!can(viewer, "attestation.make")) {
    return (
      <Page title="Attest a measure" trail={trail}>
        <Empty title="Measures are attested by managers">
          <p>You can read what they attested in the list.</p>
        </Empty>
      </Page>
    );
  }
  const [at, hosts, groups, host] = await Promise.all([
    reading(),
    listHosts(viewer, hostQuerySchema.parse({ sort: "name", limit: MOST })),
    listGroups(viewer),
    asked.host ? findHost(viewer, asked.host) : null,
  ]);
  const named = hosts.items.map(({ id, name }) => ({ id, name }));
  const others = named.filter(({ id }) => id !== host?.id);
  if (hosts.total === 0) {
    return (
      <Page title="Attest a measure" trail={trail}>
        <Empty title="There is no fortress yet">
          <p>
            A measure is attested for fortresses. They come with their{" "}
            <Link href="/upload">first report</Link>.
          </p>
        </Empty>
      </Page>
    );
  }
  return (
    <Page
      title={measure ? `Attest: ${measure.title}` : "Attest a measure"}
      trail={trail}
      facts={`Valid for ${MOST_DAYS} days at most.`}
    >
      <Lead>
        Where no report decides a measure, your word proves it until its last day; then it is unproven again.
        It never overrules a report: what a report has found failing keeps failing.
      </Lead>
      <AttestForm
        measure={measure?.id ?? null}
        hosts={host ? [{ id: host.id, name: host.name }, ...others] : named}
        host={host?.id ?? null}
        total={hosts.total}
        groups={groups}
        by={viewer.name}
        now={at.now}
      />
    </Page>
  );
}
