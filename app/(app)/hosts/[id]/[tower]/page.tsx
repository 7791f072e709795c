import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CheckTable } from "@/components/check/check-table";
import { MeasureList } from "@/components/check/measure-list";
import { Fortress } from "@/components/fortress/fortress";
import { TOWER_NAMES } from "@/components/fortress/types";
import { fullDrawing } from "@/components/host/drawing";
import { ScoreSentence } from "@/components/host/score-sentence";
import { ButtonLink } from "@/components/ui/button";
import { Lead, Page, Section } from "@/components/ui/page";
import { requireViewer } from "@/lib/auth/request";
import { can } from "@/lib/auth/rights";
import { plural, score } from "@/lib/format";
import { firstValues } from "@/lib/href";
import { wordsOnHost } from "@/lib/queries/attestations";
import { findHost, isTower } from "@/lib/queries/hosts";
import { reading } from "@/lib/queries/reading";
import { readTower } from "@/lib/queries/towers";
import { askedOf } from "./asked";
import { Changes } from "./changes";
import { Expect } from "./expect";

export async function generateMetadata({ params }: PageProps<"/hosts/[id]/[tower]">): Promise<Metadata> {
  const { id, tower } = await params;
  const host = isTower(tower) ? await findHost(await requireViewer(), id) : null;
  return { title: host && isTower(tower) ? `${TOWER_NAMES[tower]} of ${host.name}` : "No such tower" };
}

export default async function TowerPage({ params, searchParams }: PageProps<"/hosts/[id]/[tower]">) {
  const viewer = await requireViewer();
  const { id, tower } = await params;
  if (!isTower(tower)) notFound();
  const [read, at] = await Promise.all([readTower(viewer, id, tower), reading()]);
  if (!read) notFound();
  const mayApprove = can(viewer, "change.approve", { hostId: id });
  const [words, asked] = await Promise.all([
    wordsOnHost(viewer, id, at.now),
    tower === "integrity" && mayApprove ? askedOf(viewer, id, firstValues(await searchParams)) : null,
  ]);
  const people = {
    words,
    mayAttest: can(viewer, "attestation.make", { hostId: id }),
    mayDecide: can(viewer, "decision.propose", { hostId: id }),
  };
  const { fortress, detail } = read;
  const { host } = fortress;
  const view = host.towers[tower];
  const checks = detail.groups.reduce((sum, group) => sum + group.checks.length, 0);
  const guards = detail.measures.filter(({ role }) => role === "guard");
  const bridges = detail.measures.filter(({ role }) => role === "bridge");
  const family = /red hat|rhel|fedora|centos|alma|rocky|oracle|suse/i.test(host.os ?? "")
    ? "redhat"
    : "debian";
  const drawing = fullDrawing(fortress, at);
  return (
    <Page
      title={`${TOWER_NAMES[tower]} of ${host.name}`}
      trail={[
        { title: "Fortresses", href: "/hosts" },
        { title: host.name, href: `/hosts/${id}` },
      ]}
      actions={
        can(viewer, "plan.edit", { hostId: id }) &&
        host.findings.open > 0 && (
          <ButtonLink href={`/plans/new?host=${id}&tower=${tower}`}>Plan this</ButtonLink>
        )
      }
      facts={`${plural(checks, "check")}${detail.exposures.length > 0 ? ` · ${plural(detail.exposures.length, "exposure")}` : ""}`}
    >
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div>
          <Lead>
            <ScoreSentence proven={view.proven} possible={view.possible} confidence={view.confidence}>
              {view.cap && (
                <>
                  ;{" "}
                  <span className="text-failed">
                    held at {view.cap.at} by {view.cap.cause}
                  </span>
                  {view.without && `, else it would prove ${score(view.without.proven)}`}
                </>
              )}
              .
            </ScoreSentence>
          </Lead>
          <Section title="Guards" note="they watch" className="mt-8">
            <MeasureList measures={guards} kind="guard" family={family} hostId={id} {...people} {...at} />
          </Section>
          <Section title="Bridges" note="they make it stronger" className="mt-8">
            <MeasureList measures={bridges} kind="bridge" family={family} hostId={id} {...people} {...at} />
          </Section>
        </div>
        <div className="order-first lg:order-none">
          <Fortress drawing={drawing} focus={tower} width={300} links />
        </div>
      </div>
      <Changes hostId={id} hostName={host.name} detail={detail} mayApprove={mayApprove} {...at} />
      {tower === "integrity" && (
        <Expect
          hostId={id}
          hostName={host.name}
          groups={host.groups}
          expectations={detail.expectations}
          mayApprove={mayApprove}
          asked={asked}
          {...at}
        />
      )}
      <Section title="Checks" note="one stone is one check · worth in points of the fortress">
        {detail.groups.length === 0 ? (
          <p className="text-ink-2">No report has said anything about the wall of this tower.</p>
        ) : (
          detail.groups.map((group) => (
            <CheckTable key={group.name} group={group} family={family} hostId={id} {...at} />
          ))
        )}
      </Section>
      {detail.uncounted.length > 0 && (
        <details className="mt-8">
          <summary className="link text-13 text-ink-2">
            {plural(detail.uncounted.length, "check")} that do not count: they do not apply, or only inform
          </summary>
          <CheckTable
            group={{ name: "", checks: detail.uncounted, proven: 0, weight: 0 }}
            family={family}
            hostId={id}
            {...at}
          />
        </details>
      )}
    </Page>
  );
}
