import type { Metadata } from "next";
import Link from "next/link";
import { Trend } from "@/components/charts/trend";
import { Distribution } from "@/components/fleet/distribution";
import { Needs } from "@/components/fleet/needs";
import { RepairsEverywhere } from "@/components/fleet/repairs";
import { Fortress } from "@/components/fortress/fortress";
import { Heat, HeatLegend } from "@/components/fortress/heat";
import { Realm } from "@/components/fortress/realm";
import { fullDrawing, smallDrawing } from "@/components/host/drawing";
import { ManagedNote } from "@/components/host/managed-note";
import { ScoreSentence } from "@/components/host/score-sentence";
import { ButtonLink } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Empty, Lead, Page, Section } from "@/components/ui/page";
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
import { kept } from "@/lib/queries/kept";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Overview" };

const REALM = 24;
/** Above so many fortresses the heat map shows what single stones no longer can. */
const MANY = 60;

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const [at, fleet] = await Promise.all([reading(), kept("figures", viewer, () => readFleetFigures(viewer))]);
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
          <ManagedNote measured={fleet.proven} managed={fleet.managed} className="before:content-[',_']" />{" "}
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
      <Today viewer={viewer} lowest={fleet.lowest?.id ?? null} />
      <Stones viewer={viewer} figures={fleet} />
      <Course viewer={viewer} hosts={fleet.hosts} />
      <Realms viewer={viewer} />
      {fleet.hosts > MANY && <FarAway viewer={viewer} />}
    </Page>
  );
}

// The page comes in parts that each read what they need: none waits for another one's query, and the server does something
// else between them. They leave together, because a page that is completed by script stays empty without it.

async function Today({ viewer, lowest }: { viewer: Viewer; lowest: string | null }) {
  const [at, needs, first] = await Promise.all([
    reading(),
    kept("needs", viewer, () => readNeeds(viewer)),
    lowest === null ? null : readFortress(viewer, lowest),
  ]);
  return (
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
  );
}

async function Stones({ viewer, figures }: { viewer: Viewer; figures: FleetFigures }) {
  const [grades, stones] = await Promise.all([
    kept("grades", viewer, () => readGrades(viewer)),
    kept("stones", viewer, () => readStones(viewer, 400)),
  ]);
  return (
    <Section title="Fleet" note="one stone is one fortress, placed by what is proven">
      <Distribution stones={stones} grades={grades} mean={figures.proven} quartiles={figures.quartiles} />
    </Section>
  );
}

async function Course({ viewer, hosts }: { viewer: Viewer; hosts: number }) {
  const [at, repairs, trend] = await Promise.all([
    reading(),
    kept("repairs", viewer, () => readFleetRepairs(viewer)),
    kept("trend", viewer, () => fleetTrend(viewer)),
  ]);
  return (
    <div className="mt-12 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
      <Section
        title="Best repairs for the whole fleet"
        note="points of the fleet, if repaired everywhere"
        className=""
      >
        <RepairsEverywhere repairs={repairs} hosts={hosts} />
      </Section>
      <Section title="90 days" note="mean of the fleet: proven, up to possible" className="">
        {trend.length > 1 ? (
          <Trend points={trend} zone={at.zone} label="The fleet's mean, day by day" />
        ) : (
          <p className="text-ink-2">A line needs two days. Tomorrow there is one.</p>
        )}
      </Section>
    </div>
  );
}

async function Realms({ viewer }: { viewer: Viewer }) {
  const [at, hosts] = await Promise.all([
    reading(),
    kept("realm", viewer, () => listHosts(viewer, hostQuerySchema.parse({ limit: REALM, sort: "proven" }))),
  ]);
  return (
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
  );
}

async function FarAway({ viewer }: { viewer: Viewer }) {
  const hosts = await kept("heat", viewer, () => readHeat(viewer, 10_000));
  return (
    <Section title="From far away" note={<HeatLegend />}>
      <Heat hosts={hosts} />
    </Section>
  );
}
