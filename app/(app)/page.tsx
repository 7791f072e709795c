import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { Trend } from "@/components/charts/trend";
import { Distribution } from "@/components/fleet/distribution";
import { Needs } from "@/components/fleet/needs";
import { RepairsEverywhere } from "@/components/fleet/repairs";
import { Fortress } from "@/components/fortress/fortress";
import { Heat, HeatLegend } from "@/components/fortress/heat";
import { Realm } from "@/components/fortress/realm";
import { fullDrawing, smallDrawing } from "@/components/host/drawing";
import { ScoreSentence } from "@/components/host/score-sentence";
import { ButtonLink } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Empty, Lead, Page, Reading, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can, type Viewer } from "@/lib/auth/rights";
import { moment, plural, score } from "@/lib/format";
import {
  type FleetFigures,
  fleetTrend,
  readFleetFigures,
  readFleetRepairs,
  readGrades,
  readHeat,
  readNeeds,
  readStones,
} from "@/lib/queries/fleet";
import { readFortress } from "@/lib/queries/fortress";
import { hostQuerySchema, listHosts } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Overview" };

const REALM = 24;
/** Above so many fortresses the heat map shows what single stones no longer can. */
const MANY = 60;

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const [at, fleet] = await Promise.all([reading(), readFleetFigures(viewer)]);
  const mayUpload = can(viewer, "report.upload");
  const upload = mayUpload && (
    <ButtonLink href="/upload" look="primary">
      Bring evidence
    </ButtonLink>
  );
  if (fleet.hosts === 0) {
    return (
      <Page title="Overview" actions={upload}>
        <Empty title="No fortress stands yet">
          <p>Bring the first audit report and its host is drawn here. On a host, as root:</p>
          <Code>{"lynis audit system --quick\n# the report: /var/log/lynis-report.dat"}</Code>
          <p>
            Then drop the file anywhere on this page{mayUpload ? ", or choose it under Bring evidence" : ""}.
          </p>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Overview" facts={moment(at.now, at.zone)} actions={upload}>
      <Lead>
        <ScoreSentence proven={fleet.proven} possible={fleet.possible}>
          {" "}
          over {plural(fleet.hosts, "fortress", "fortresses")}
          {fleet.lowest && fleet.highest && fleet.lowest.id !== fleet.highest.id && (
            <>
              , from {score(fleet.lowest.proven)} ({fleet.lowest.name}) to {score(fleet.highest.proven)} (
              {fleet.highest.name})
            </>
          )}
          .
        </ScoreSentence>
      </Lead>
      <Suspense fallback={<Reading what="the fleet" />}>
        <Fleet viewer={viewer} figures={fleet} />
      </Suspense>
    </Page>
  );
}

/** Everything under the sentence. It follows the head of the page, which need not wait for it. */
async function Fleet({ viewer, figures }: { viewer: Viewer; figures: FleetFigures }) {
  const at = await reading();
  const [needs, repairs, grades, hosts, stones, trend, first, heat] = await Promise.all([
    readNeeds(viewer),
    readFleetRepairs(viewer),
    readGrades(viewer),
    listHosts(viewer, hostQuerySchema.parse({ limit: REALM, sort: "proven" })),
    readStones(viewer, 400),
    fleetTrend(viewer),
    figures.lowest && readFortress(viewer, figures.lowest.id),
    figures.hosts > MANY ? readHeat(viewer, 10_000) : [],
  ]);
  return (
    <>
      <div className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <Section title="What needs you today" className="">
          <Needs needs={needs} {...at} />
        </Section>
        {first && (
          <Section
            title={
              <>
                First:{" "}
                <Link href={`/hosts/${first.host.id}`} prefetch={false} className="link">
                  {first.host.name}
                </Link>
              </>
            }
            note={`the lowest of the fleet${first.host.os ? ` · ${first.host.os}` : ""}`}
            className=""
          >
            <Fortress drawing={fullDrawing(first, at)} width={600} links />
          </Section>
        )}
      </div>
      <Section title="Fleet" note="one stone is one fortress, placed by what is proven">
        <Distribution stones={stones} grades={grades} mean={figures.proven} quartiles={figures.quartiles} />
      </Section>
      <div className="mt-12 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <Section
          title="Best repairs for the whole fleet"
          note="points of the fleet, if repaired everywhere"
          className=""
        >
          <RepairsEverywhere repairs={repairs} hosts={figures.hosts} />
        </Section>
        <Section title="90 days" note="mean of the fleet: proven, up to possible" className="">
          {trend.length > 1 ? (
            <Trend points={trend} zone={at.zone} label="The fleet's mean, day by day" />
          ) : (
            <p className="text-ink-2">A line needs two days. Tomorrow there is one.</p>
          )}
        </Section>
      </div>
      <Section
        title="The realm"
        note={
          <>
            lowest first ·{" "}
            <a href="/hosts" className="link">
              as a table
            </a>
          </>
        }
      >
        <Realm hosts={hosts.items.map((host) => smallDrawing(host, at))} />
      </Section>
      {heat.length > 0 && (
        <Section title="From far away" note={<HeatLegend />}>
          <Heat hosts={heat} />
        </Section>
      )}
    </>
  );
}
