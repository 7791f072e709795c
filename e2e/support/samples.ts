/** Reports for journeys: the real ones of the importer, moved to a near day so that no pass in them has aged. */
import fs from "node:fs";
import path from "node:path";

const FOLDER = path.join("lib", "importers", "lynis", "samples");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The last of the samples ended at this moment. */
const LAST = Date.UTC(2026, 10, 22, 11, 54, 20);
/** The last noon in UTC that is two hours past: whatever the time of the day, all samples are of one day. */
const NOON = Math.floor((Date.now() - 14 * HOUR) / DAY) * DAY + 12 * HOUR;

/** A file as a browser is given it. */
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const upload = (name: string, text: string): Upload => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

/**
 * A sample of `lib/importers/lynis/samples`, its run moved so that the last of them ended `days` days before `NOON`. The
 * order of the samples among each other stays.
 */
export function sample(name: string, days = 0): string {
  const text = fs.readFileSync(path.join(FOLDER, name), "utf8");
  const by = NOON - days * DAY - LAST;
  return text.replace(/^(report_datetime_(?:start|end)=)(.+)$/gm, (_, key: string, at: string) => {
    const moved = new Date(Date.parse(`${at.replace(" ", "T")}Z`) + by);
    return `${key}${moved.toISOString().slice(0, 19).replace("T", " ")}`;
  });
}

/** A sample whose run ends now: what people have said so far came before it. */
export function sampleOfNow(name: string): string {
  // Times of Lynis have no fractions of seconds; what is said to come is taken as received.
  const soon = new Date(Date.now() + 60_000).toISOString().slice(0, 19).replace("T", " ");
  return sample(name).replace(/^(report_datetime_(?:start|end)=).+$/gm, `$1${soon}`);
}

/** Another host with the same report: another name, and other identifiers. */
export function asHost(text: string, name: string, number: number): string {
  const digits = (length: number): string =>
    number
      .toString(16)
      .padStart(4, "0")
      .repeat(length / 4);
  return text
    .replace(/^hostname=.*$/m, `hostname=${name}`)
    .replace(/^hostid=.*$/m, `hostid=${digits(40)}`)
    .replace(/^hostid2=.*$/m, `hostid2=${digits(64)}`);
}

export const number = (of: number): string => String(of).padStart(3, "0");

/** A report of a host on which nearly everything was repaired. */
const repaired = (text: string): string =>
  text.replace(/^(?:suggestion|warning|details|vulnerable_package)\[\]=.*\n/gm, "");

/**
 * What `fleet: "many"` holds besides the three real hosts: 100 like a repaired db-02, and 20 like build-07, of which the
 * last ten are silent.
 */
export function manyHosts(): Upload[] {
  const like = { good: repaired(sample("db-02-hardened.dat")), plain: sample("build-07-plain.dat") };
  const silent = sample("build-07-plain.dat", 20);
  return Array.from({ length: 120 }, (_, index) => {
    const at = index + 1;
    const name = `node-${number(at)}`;
    return upload(`${name}.dat`, asHost(at <= 100 ? like.good : at <= 110 ? like.plain : silent, name, at));
  });
}

/** The three real hosts, in the order of their reports. */
export const realReports = (): Upload[] =>
  ["db-02-hardened.dat", "web-01-before-upgrade.dat", "web-01-after-upgrade.dat", "build-07-plain.dat"].map(
    (name) => upload(name, sample(name)),
  );
