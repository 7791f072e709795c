/** A run of InSpec, or any tool's results in Heimdall's format, to reports: one for each profile. */
import type { z } from "zod";
import { parseJson } from "../read/json";
import { readText } from "../read/text";
import { hostNamed, refuse, type Said, severalReports } from "../report";
import { isoTime, type Moment } from "../times";
import type { FileInput, HostClaim, ImportResult, Note } from "../types";
import { definitionOf, observationOf, outcomeOf } from "./control";
import { type Tree, treesOf } from "./merge";
import {
  controlSchema,
  fileSchema,
  minimalResultSchema,
  minimalSchema,
  type Profile,
  profileSchema,
  type Result,
  resultSchema,
} from "./schema";
import { jsonOf } from "./sniff";

/** Entries that were left out because they have not the shape they should. */
interface Skipped {
  count: number;
}

/**
 * Reads `json`, `json-automate`, `json-min` and HDF.
 * Errors (returned): those of `readText` and `parseJson`, `inspec-malformed`, `inspec-nothing-ran`.
 */
export function readInspec(file: FileInput): ImportResult {
  const text = readText(file.bytes);
  if (!text.ok) return text;
  const json = parseJson(jsonOf(text.text));
  if (!json.ok) return json;
  const skipped: Skipped = { count: 0 };
  const whole = fileSchema.safeParse(json.value);
  const minimal = whole.success ? null : minimalSchema.safeParse(json.value);
  if (!whole.success && !minimal?.success) {
    return refuse(
      "inspec-malformed",
      "This JSON has no list of profiles or controls; bring what inspec exec writes.",
    );
  }
  const profiles = whole.success
    ? profilesOf(whole.data.profiles, skipped)
    : minimalProfiles(minimal?.data?.controls ?? [], skipped);
  const trees = treesOf(profiles).filter(({ controls }) =>
    controls.some(({ results }) => results.length > 0),
  );
  if (trees.length === 0) {
    return refuse(
      "inspec-nothing-ran",
      "No control of this file ran, as when a profile does not support the platform; bring a run with results.",
    );
  }
  const version = (whole.success ? whole.data.version : minimal?.data?.version) ?? null;
  const host = whole.success ? hostOf(whole.data, file) : (file.context?.host ?? hostNamed(null));
  const about = { version, host, fallback: file.context?.endedAt ?? null, skipped, minimal: !whole.success };
  return severalReports(
    trees.map((tree) => reportOfTree(tree, about)),
    file.bytes,
  );
}

function profilesOf(all: readonly unknown[], skipped: Skipped): Profile[] {
  return all.flatMap((one) => {
    const profile = profileSchema.safeParse(one);
    if (!profile.success) {
      skipped.count += 1;
      return [];
    }
    const controls = (profile.data.controls ?? []).flatMap((entry) => {
      const control = controlSchema.safeParse(entry);
      if (!control.success) {
        skipped.count += 1;
        return [];
      }
      return [{ ...control.data, results: resultsOf(control.data.results ?? [], skipped) }];
    });
    return [{ ...profile.data, controls }];
  });
}

function resultsOf(all: readonly unknown[], skipped: Skipped): Result[] {
  return all.flatMap((one) => {
    const result = resultSchema.safeParse(one);
    if (!result.success) skipped.count += 1;
    return result.success ? [result.data] : [];
  });
}

/** The small reporter lists results one after the other; those of a control stand for it. */
function minimalProfiles(all: readonly unknown[], skipped: Skipped): Profile[] {
  const profiles = new Map<string, Map<string, Result[]>>();
  for (const one of all) {
    const parsed = minimalResultSchema.safeParse(one);
    if (!parsed.success) {
      skipped.count += 1;
      continue;
    }
    const { id, profile_id, ...result } = parsed.data;
    const name = profile_id || "unnamed";
    const controls = profiles.get(name) ?? new Map<string, Result[]>();
    profiles.set(name, controls);
    const results = controls.get(id);
    if (results) results.push(result);
    else controls.set(id, [result]);
  }
  return [...profiles].map(([name, controls]) => ({
    name,
    controls: [...controls].map(([id, results]) => ({ id, results })),
  }));
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HOST_NAME = /^(?=.*[a-z])[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;

/** InSpec's own platform names no host: only Chef Automate's reporter and Heimdall's converters do. */
function hostOf({ platform, node_name }: z.infer<typeof fileSchema>, file: FileInput): HostClaim {
  const converted = /^Heimdall/i.test(platform?.name ?? "");
  const os = converted ? {} : { name: platform?.name ?? null, version: platform?.release ?? null };
  const target = platform?.target_id ?? "";
  const named = node_name || (converted && HOST_NAME.test(target) && !UUID.test(target) ? target : null);
  if (named) return hostNamed(named, os);
  const given = file.context?.host;
  return given ?? hostNamed(null, os);
}

interface About {
  version: string | null;
  host: HostClaim;
  fallback: string | null;
  skipped: Skipped;
  minimal: boolean;
}

function reportOfTree({ root, controls, failed }: Tree, about: About): Said {
  const ran = new Set(controls.map(({ id }) => id));
  const selection = root.groups?.some((group) => group.controls.some((id) => !ran.has(id))) ?? false;
  const complete = !failed && about.skipped.count === 0;
  // What was left out of a report could have failed the same control.
  const counted = complete ? controls : controls.filter((control) => outcomeOf(control) !== "pass");
  return {
    format: "inspec",
    source: `inspec/${root.name.trim().replace(/\s+/g, "-")}`,
    tool: { name: "InSpec", version: versionOf(about.version, root.version ?? null) },
    host: about.host,
    run: runOf(controls, about.fallback),
    scope: selection ? "partial" : "full",
    complete,
    observations: counted.map(observationOf),
    definitions: counted.map(definitionOf),
    facts: [{ key: "controls", values: [String(controls.length)] }],
    notes: notesOf(failed, about),
  };
}

/** The controls are the profile's: with another version of it some may be gone for good. */
const versionOf = (tool: string | null, profile: string | null): string | null =>
  profile ? `${tool ?? "unknown"}, profile ${profile}` : tool;

function runOf(controls: Tree["controls"], fallback: string | null): Said["run"] {
  let [first, last]: (Moment | null)[] = [null, null];
  for (const { results } of controls) {
    for (const { start_time } of results) {
      const moment = isoTime(start_time);
      if (!moment) continue;
      if (!first || moment.at < first.at) first = moment;
      if (!last || moment.at > last.at) last = moment;
    }
  }
  if (!first || !last) return { startedAt: null, endedAt: fallback, zone: "assumed-utc" };
  return { startedAt: first.at, endedAt: last.at, zone: first.zone };
}

function notesOf(failed: boolean, { skipped, minimal }: About): Note[] {
  const notes: Note[] = [];
  if (failed)
    notes.push({
      code: "profile-failed",
      text: "InSpec could not load a part of this profile: nothing has passed.",
    });
  if (skipped.count > 0) {
    notes.push({
      code: "malformed-entries",
      text: `${skipped.count} entries have not the shape of a result and were left out: nothing has passed.`,
    });
  }
  if (minimal)
    notes.push({
      code: "no-impact",
      text: "The reporter json-min names no impact: every control counts as medium.",
    });
  return notes;
}
