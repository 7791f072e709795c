import type { Metadata } from "next";
import { Trend } from "@/components/charts/trend";
import { Distribution } from "@/components/fleet/distribution";
import { Needs } from "@/components/fleet/needs";
import { RepairsEverywhere } from "@/components/fleet/repairs";
import { Heat, HeatLegend } from "@/components/fortress/heat";
import { Realm } from "@/components/fortress/realm";
import { ResponsiveFortress } from "@/components/fortress/responsive-fortress";
import { fullDrawing, smallDrawing } from "@/components/host/drawing";
import { ManagedNote } from "@/components/host/managed-note";
import { ScoreSentence } from "@/components/host/score-sentence";
import { ButtonLink } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { Link } from "@/components/ui/link";
import { Empty, Lead, Page, Section } from "@/components/ui/page";
import { Still, stillOf } from "@/components/ui/still";
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
import { type Reading, reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Overview" };

const REALM = 24;
/** Above so many fortresses the heat map shows what single stones no longer can. */
const MANY = 60;
const MOST_STONES = 400;
const MOST_HEAT = 10_000;

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const [at, fleet] = await Promise.all([
    reading(),
    kept({ name: "figures", viewer }, () => readFleetFigures(viewer)),
  ]);
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

/**
 * The lowest of the fleet, drawn: its whole state is read for that, and forgotten again. Null where it may not be seen.
 */
async function drawLowest(viewer: Viewer, id: string, at: Reading) {
  const fortress = await readFortress(viewer, id);
  if (!fortress) return null;
  const { name, os } = fortress.host;
  const drawing = <ResponsiveFortress drawing={fullDrawing(fortress, at)} width={600} />;
  return { name, os, drawn: await stillOf(drawing) };
}

async function Today({ viewer, lowest }: { viewer: Viewer; lowest: string | null }) {
  const at = await reading();
  const [needs, first] = await Promise.all([
    kept({ name: "needs", viewer, looksBack: true }, () => readNeeds(viewer)),
    lowest === null
      ? null
      : kept({ name: `lowest, ${at.zone}`, viewer, looksBack: true }, () => drawLowest(viewer, lowest, at)),
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
              <Link href={`/hosts/${lowest}`} className="link">
                {first.name}
              </Link>
            </>
          }
          note={`the lowest of the fleet${first.os ? ` · ${first.os}` : ""}`}
          className=""
        >
          <Still markup={first.drawn} />
        </Section>
      )}
    </div>
  );
}

async function Stones({ viewer, figures }: { viewer: Viewer; figures: FleetFigures }) {
  const drawn = await kept({ name: "stones", viewer, looksBack: true }, async () => {
    const [grades, stones] = await Promise.all([readGrades(viewer), readStones(viewer, MOST_STONES)]);
    return stillOf(
      <Distribution stones={stones} grades={grades} mean={figures.proven} quartiles={figures.quartiles} />,
    );
  });
  return (
    <Section title="Fleet" note="one stone is one fortress, placed by what is proven">
      <Still markup={drawn} />
    </Section>
  );
}

async function Course({ viewer, hosts }: { viewer: Viewer; hosts: number }) {
  const [at, repairs, trend] = await Promise.all([
    reading(),
    kept({ name: "repairs", viewer }, () => readFleetRepairs(viewer)),
    kept({ name: "trend", viewer, looksBack: true }, () => fleetTrend(viewer)),
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
  const at = await reading();
  const drawn = await kept({ name: `realm, ${at.zone}`, viewer, looksBack: true }, async () => {
    const hosts = await listHosts(viewer, hostQuerySchema.parse({ limit: REALM, sort: "proven" }));
    return stillOf(<Realm hosts={hosts.items.map((host) => smallDrawing(host, at))} />);
  });
  return (
    <Section
      title="The realm"
      note={
        <>
          lowest first ·{" "}
          <Link href="/hosts" className="link">
            as a table
          </Link>
        </>
      }
    >
      <Still markup={drawn} />
    </Section>
  );
}

async function FarAway({ viewer }: { viewer: Viewer }) {
  const drawn = await kept({ name: "heat", viewer, looksBack: true }, async () =>
    stillOf(<Heat hosts={await readHeat(viewer, MOST_HEAT)} />),
  );
  return (
    <Section title="From far away" note={<HeatLegend />}>
      <Still markup={drawn} />
    </Section>
  );
}
