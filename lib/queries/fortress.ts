/** Reads one fortress whole: its score explained, its measures, its best repairs and its sources. */
import { cache } from "react";
import type { Viewer } from "@/lib/auth/rights";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { CATALOGUE } from "@/lib/fortress/definitions";
import { freshness } from "@/lib/fortress/freshness";
import { type Gain, gainsOf } from "@/lib/fortress/gains";
import { POLICY, sourcePolicy, titleOfSource } from "@/lib/fortress/policy";
import type { FortressScore, ScoreRequest } from "@/lib/fortress/posture";
import { requestOf, scoringTime } from "@/lib/fortress/reckoning";
import { scoreHost } from "@/lib/fortress/score";
import { exposureKey, type HostState } from "@/lib/fortress/state";
import type { Tower } from "@/lib/fortress/types";
import { guidanceFor } from "@/lib/guidance";
import { EXPOSURE_REPAIRS } from "./exposure-words";
import { findHost, type HostItem } from "./hosts";

export interface FortressView {
  host: HostItem;
  /** When the figures were taken, milliseconds: the same as in the lists. */
  scoredAt: number;
  request: ScoreRequest;
  state: HostState;
  score: FortressScore;
  gains: Gain[];
  repairs: Repair[];
  proofs: Repair[];
  sources: SourceView[];
}

export interface Repair {
  key: string;
  kind: Gain["kind"];
  /** The repair as an imperative, or what is missing. */
  title: string;
  /** For people who know the tool: `lynis:AUTH-9228`. */
  reference: string;
  tower: Tower;
  gain: number;
  count: number;
}

interface SourceView {
  source: string;
  title: string;
  version: string | null;
  observedAt: string;
  reportId: string;
  reports: number;
  periodDays: number;
  /** 0 to 1: how much of what it passed still counts. */
  fresh: number;
  native: { name: string; value: number; max: number } | null;
}

/** Null where there is no such host for this viewer. Once per request. */
export const readFortress = cache(async (viewer: Viewer, hostId: string): Promise<FortressView | null> => {
  const host = await findHost(viewer, hostId);
  if (!host) return null;
  const [state, row] = await Promise.all([
    loadHostState(db(), hostId),
    db().host.findUnique({ where: { id: hostId }, select: { scoredAt: true } }),
  ]);
  const scoredAt = row?.scoredAt?.getTime() ?? scoringTime(Date.now());
  const request = requestOf(state, scoredAt);
  const score = scoreHost(request);
  const gains = gainsOf(request, score);
  const worth = gains.filter(({ gain }) => gain >= 0.05).map((gain) => repairOf(gain, state));
  const things = new Set(request.posture.exposures.map(exposureKey));
  return {
    host,
    scoredAt,
    request,
    state,
    score,
    gains,
    // All updates together are one repair; each alone would drown the rest.
    repairs: worth.filter(({ kind, key }) => kind === "exposures" || (kind === "repair" && !things.has(key))),
    proofs: worth.filter(({ kind }) => kind === "proof"),
    sources: sourceViews(state, Date.now()),
  };
});

function repairOf(gain: Gain, state: HostState): Repair {
  const { key, kind, tower, count } = gain;
  const base = { key, kind, tower, count, gain: gain.gain };
  if (kind === "exposures") {
    const what = key.slice("exposures:".length);
    return { ...base, title: EXPOSURE_REPAIRS[what]?.(count) ?? `${count} ${what}`, reference: what };
  }
  if (key.startsWith("measure:")) {
    const id = key.slice("measure:".length);
    const title = CATALOGUE.measures.find((measure) => measure.id === id)?.title ?? id;
    return { ...base, title: `Show: ${title}`, reference: "no report speaks of it" };
  }
  if (key.startsWith("heard:")) {
    const id = key.slice("heard:".length);
    const measure = CATALOGUE.measures.find((one) => one.id === id);
    const voices = measure?.rule.kind === "presence" ? (measure.rule.heard?.sources ?? []) : [];
    const names = voices.slice(0, 3).map((source) => titleOfSource(POLICY, source));
    const title = `A first report of ${names.slice(0, -1).join(", ")}${names.length > 1 ? " or " : ""}${names.at(-1) ?? ""}`;
    return { ...base, title, reference: `${measure?.title ?? id}: nobody has heard it yet` };
  }
  if (key.startsWith("source:")) {
    const source = key.slice("source:".length);
    const title = titleOfSource(POLICY, source);
    return { ...base, title: `A fresh, complete ${title} report`, reference: reasonOf(source, state) };
  }
  return { ...base, title: guidanceFor(key)?.repair ?? titleOfCheck(key, state), reference: key };
}

const titleOfCheck = (key: string, state: HostState): string =>
  CATALOGUE.define(key, state.checks.get(key)?.defined).title;

function reasonOf(source: string, state: HostState): string {
  const unproven = [...state.checks.values()].filter(
    (check) =>
      check.source === source &&
      (check.vanished || ["not-checked", "error", "unknown"].includes(check.outcome)),
  ).length;
  return unproven > 0 ? `${unproven} checks not looked at` : "its passes have aged";
}

function sourceViews(state: HostState, now: number): SourceView[] {
  return [...state.sources.values()]
    .sort((a, b) => b.observedAt - a.observedAt)
    .map((source) => {
      const { periodDays } = sourcePolicy(POLICY, source.source);
      return {
        source: source.source,
        title: titleOfSource(POLICY, source.source),
        version: source.toolVersion,
        observedAt: new Date(source.observedAt).toISOString(),
        reportId: source.reportId,
        reports: source.reports,
        periodDays,
        fresh: freshness(source.observedAt, now, periodDays, POLICY.limitDays),
        native: source.native,
      };
    });
}
