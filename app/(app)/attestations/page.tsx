import type { Metadata } from "next";
import { AttestationTable } from "@/components/attestation/attestation-table";
import { FilterSelect } from "@/components/finding/filter-form";
import { TOWER_NAMES } from "@/components/fortress/types";
import { Button, ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page, Section } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, whole } from "@/lib/format";
import { CATALOGUE } from "@/lib/fortress/definitions";
import { firstValues, withQuery } from "@/lib/href";
import { attestationQuerySchema, listAttestations, unattestedMeasures } from "@/lib/queries/attestations";
import { findHost } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Attestations" };

const STATES = [
  ["holds", "hold"],
  ["ending", "end within 14 days"],
  ["ended", "ended"],
  ["withdrawn", "withdrawn"],
  ["all", "all"],
] as const;

/** What people said of measures that no report speaks of, and of which nobody says anything. */
export default async function AttestationsPage({ searchParams }: PageProps<"/attestations">) {
  const viewer = await requireViewer();
  const asked = firstValues(await searchParams);
  const query = attestationQuerySchema.catch(attestationQuerySchema.parse({})).parse(asked);
  const { measure, state, host } = query;
  const at = await reading();
  const [attestations, unattested, of] = await Promise.all([
    listAttestations(viewer, query, at.now),
    unattestedMeasures(viewer, at.now),
    host ? findHost(viewer, host) : null,
  ]);
  const filter = { measure, host, state: state === "holds" ? null : state };
  const filtered = Object.values(filter).some((value) => value !== null && value !== undefined);
  const may = can(viewer, "attestation.make");
  return (
    <Page
      title="Attestations"
      facts={
        <>
          {plural(attestations.total, "attestation")}
          {of && ` about ${of.name}`} · a word proves what no report speaks of, until its last day; it never
          overrules a report
        </>
      }
      actions={
        may && (
          <ButtonLink href={withQuery("/attestations/new", { measure, host })} look="primary">
            Attest a measure
          </ButtonLink>
        )
      }
    >
      <form
        // Afresh with every filter: a select does not follow its default value.
        key={withQuery("/attestations", filter)}
        className="no-print mt-6 mb-4 flex flex-wrap items-end gap-3"
        action="/attestations"
      >
        {host && <input type="hidden" name="host" value={host} />}
        <FilterSelect name="state" title="State" value={state} options={STATES} any={null} />
        <FilterSelect
          name="measure"
          title="Measure"
          value={measure}
          options={CATALOGUE.measures.map(({ id, title }) => [id, title])}
        />
        <Button type="submit">Filter</Button>
        {filtered && (
          <Link href="/attestations" className="link pb-2 text-12">
            Clear
          </Link>
        )}
      </form>
      {attestations.total === 0 ? (
        <Empty title={filtered ? "No attestation matches" : "Nobody has attested anything"}>
          <p>
            {filtered
              ? "Clear the filter to see what holds."
              : "Some measures no tool can test, such as an analysis by a colleague. A manager attests them: what is in place, whose word it is, and until when."}
          </p>
        </Empty>
      ) : (
        <>
          <AttestationTable attestations={attestations.items} {...at} />
          <Pager
            total={attestations.total}
            limit={query.limit}
            offset={query.cursor}
            what="attestations"
            hrefOf={(cursor) => withQuery("/attestations", { ...filter, cursor })}
          />
        </>
      )}
      {unattested.length > 0 && (
        <Section title="Nobody attests" note="no tool can test them">
          <Table caption="Measures that no tool can test and nobody attests">
            <thead>
              <tr>
                <Head>Measure</Head>
                <Head className="hidden sm:table-cell">Tower</Head>
                <Head number>Fortresses without</Head>
                {may && (
                  <Head className="relative">
                    <span className="sr-only">Attest</span>
                  </Head>
                )}
              </tr>
            </thead>
            <tbody>
              {unattested.map((one) => (
                <tr key={one.id}>
                  <Cell>{one.title}</Cell>
                  <Cell className="hidden sm:table-cell">{TOWER_NAMES[one.tower]}</Cell>
                  <Cell number>
                    {whole(one.hosts)} of {whole(one.of)}
                  </Cell>
                  {may && (
                    <Cell number>
                      <ButtonLink href={withQuery("/attestations/new", { measure: one.id })} small>
                        Attest
                        <span className="sr-only">: {one.title}</span>
                      </ButtonLink>
                    </Cell>
                  )}
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      )}
    </Page>
  );
}
