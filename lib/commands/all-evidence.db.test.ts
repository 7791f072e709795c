/** Every format through the same door: archives, folders, hosts by their place, any order, undone and brought again. */
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { loadHostState } from "@/lib/db/host-state";
import { IMPORTERS, readReport } from "@/lib/importers";
import { tarOf, zipOf } from "@/lib/importers/read/archive.sample";
import type { FileInput } from "@/lib/importers/types";
import { onEachEngine } from "@/scripts/test/database";
import { viewerWith } from "@/scripts/test/viewers";
import { clearHosts, expectConsistent, pictureOf } from "./evidence/testing";
import { type ImportOutcome, importReports } from "./import-report";
import { undoImport } from "./undo-import";

const NOW = Date.UTC(2026, 10, 22, 18, 0);
const manager = viewerWith("manager");
const SAMPLES = path.join("lib", "importers");

const sample = (format: string, name: string, host?: string): FileInput => ({
  name,
  ...(host && { path: `${host}/${name}` }),
  bytes: fs.readFileSync(path.join(SAMPLES, format, "samples", name)),
});

const bring = (files: FileInput[], more: { hostName?: string; dryRun?: boolean } = {}) =>
  importReports(manager, { files, via: "api", now: NOW, ...more });

const told = (outcomes: readonly ImportOutcome[]): string[] =>
  outcomes.map(({ delivered, filename, status, host, hostBy, format, problem }) =>
    [String(delivered), filename, status, host?.name, hostBy, problem?.code ?? format]
      .filter(Boolean)
      .join(" "),
  );

async function hostId(name: string): Promise<string> {
  return (await db().host.findFirstOrThrow({ where: { name } })).id;
}

/** Which host is meant by a short name can depend on who came first; what is known of each host cannot. */
const OURS = /^(?:web-01|db-02)(?:\.example\.org)?$/;

/** One small readable sample of each format, each as if it came from the folder of one host. */
function oneOfEach(): FileInput[] {
  return IMPORTERS.flatMap(({ format }) => {
    const names = fs.readdirSync(path.join(SAMPLES, format, "samples")).sort();
    const files = names.map((name) => sample(format, name, "web-01"));
    const fits = files.find((file) => {
      const read =
        file.bytes.length < 60_000 ? readReport({ ...file, path: `${format}/${file.name}` }) : null;
      return read?.ok && read.reports.every(({ host }) => host.name === null || OURS.test(host.name));
    });
    return fits ? [{ ...fits, path: `web-01/${format}/${fits.name}` }] : [];
  });
}

onEachEngine("all evidence", () => {
  beforeEach(clearHosts);

  describe("which host", () => {
    it("comes from the content, else the folder, else the file's name, else what is said", async () => {
      const outcomes = await bring(
        [
          sample("rkhunter", "web-01.log", "elsewhere"),
          sample("aide", "db-02-changed.txt", "db-02"),
          { ...sample("apt-list", "db-02-list-upgradable.txt"), name: "db-02--apt.txt" },
          sample("unhide", "db-02.txt"),
        ],
        { hostName: "db-02" },
      );
      expect(told(outcomes)).toEqual([
        "0 elsewhere/web-01.log imported web-01 content rkhunter",
        "1 db-02/db-02-changed.txt imported db-02 folder aide",
        "2 db-02--apt.txt imported db-02 file-name apt-list",
        "3 db-02.txt imported db-02 request unhide",
      ]);
      expect(await db().host.count()).toBe(2);
    });

    it("is asked for where nothing says it, and nothing is stored", async () => {
      const outcomes = await bring([sample("unhide", "db-02.txt")]);
      expect(told(outcomes)).toEqual(["0 db-02.txt rejected host-unknown"]);
      expect(await db().host.count()).toBe(0);
    });

    it("is one for tools that write its short and its full name, and keeps the name that it has", async () => {
      const lynis = sample("lynis", "db-02-hardened.dat");
      const tiger = sample("tiger", "db-02-report.txt.gz");
      expect(told(await bring([lynis, tiger]))).toEqual([
        "0 db-02-hardened.dat imported db-02 content lynis",
        "1 db-02-report.txt imported db-02 content tiger",
      ]);
      expect((await db().host.findMany()).map(({ name }) => name)).toEqual(["db-02"]);
      await expectConsistent();
    });
  });

  describe("an archive", () => {
    it("gives a line for each member, in its order, and refuses members one by one", async () => {
      const { bytes } = sample("aide", "db-02-changed.txt");
      const archive = zipOf({
        "db-02/aide.txt": bytes,
        "db-02/notes.txt": "nothing",
        "web-01/deep/lynis.dat": sample("lynis", "web-01-after-upgrade.dat").bytes,
      });
      const outcomes = await bring([
        { name: "all.zip", bytes: archive },
        sample("lynis", "build-07-plain.dat"),
      ]);
      expect(told(outcomes)).toEqual([
        "0 db-02/aide.txt imported db-02 folder aide",
        "0 db-02/notes.txt rejected not-recognised",
        "0 web-01/deep/lynis.dat imported web-01 content lynis",
        "1 build-07-plain.dat imported build-07 content lynis",
      ]);
      const again = await bring([
        { name: "other.tar.gz", bytes: gzipSync(await tarOf({ "db-02/x.txt": bytes })) },
      ]);
      expect(told(again)).toEqual(["0 db-02/x.txt duplicate db-02 folder aide"]);
    });

    it("that is broken leaves everything as it was, and says so", async () => {
      const whole = zipOf({ "db-02/aide.txt": sample("aide", "db-02-changed.txt").bytes });
      const outcomes = await bring([{ name: "cut.zip", bytes: whole.subarray(0, whole.length - 30) }]);
      expect(told(outcomes)).toEqual(["0 cut.zip rejected archive-broken"]);
      expect([await db().host.count(), await db().report.count()]).toEqual([0, 0]);
    });

    it("of the collector says what each command was, so that silence can be clean", async () => {
      const manifest = [
        "rampart-collector\t1",
        "host\tapp-05",
        "file\tdpkg-verify.txt\t0\t2026-11-22T11:00:00Z\tdpkg --verify",
        "file\tdebsums.txt\t1\t2026-11-22T11:01:00Z\tdebsums -ca",
        "",
      ].join("\n");
      const bytes = await tarOf({
        "app-05/rampart-manifest.tsv": manifest,
        "app-05/dpkg-verify.txt": "",
        "app-05/debsums.txt": "",
      });
      const [clean, failed, ...others] = await bring([{ name: "app-05.tar.gz", bytes: gzipSync(bytes) }]);
      expect(others).toEqual([]);
      expect(clean).toMatchObject({
        status: "imported",
        format: "dpkg-verify",
        host: { name: "app-05" },
        observedAt: "2026-11-22T11:00:00.000Z",
      });
      expect(failed?.status).toBe("rejected");
      // What was known beside the bytes is kept: made anew, the host is the same.
      await expectConsistent();
    });
  });

  describe("several witnesses", () => {
    it("of one package make one finding, which is gone when the last word says so", async () => {
      const at = (time: string, rows: string): FileInput => ({
        name: "apt.txt",
        path: "web-01/apt.txt",
        bytes: Buffer.from(`Listing...\n${rows}`),
        context: { endedAt: time },
      });
      const row = "openssl/oldstable-security 1.1.1w-0+deb11u4 amd64 [upgradable from: 1.1.1n-0+deb11u3]\n";
      await bring([sample("lynis", "web-01-before-upgrade.dat"), at("2026-11-22T12:00:00Z", row)]);
      const id = await hostId("web-01");
      const openssl = await db().finding.findMany({ where: { hostId: id, key: "package:openssl" } });
      expect(openssl).toMatchObject([
        { state: "open", severity: "high", title: "Security update of openssl" },
      ]);
      const { exposures } = await loadHostState(db(), id);
      expect([...exposures.keys()].filter((key) => key.endsWith(":openssl")).sort()).toEqual([
        "apt-list:package:openssl",
        "lynis:package:openssl",
      ]);
      // The list of 12 o'clock names openssl alone: all other waiting updates that Lynis saw are gone.
      expect(await db().finding.count({ where: { hostId: id, kind: "package", state: "open" } })).toBe(1);
      await bring([at("2026-11-22T13:00:00Z", "")]);
      expect(await db().finding.count({ where: { hostId: id, kind: "package", state: "open" } })).toBe(0);
      await expectConsistent();
    });
  });

  it("comes to the same in any order, and after being taken back and brought again", {
    timeout: 300_000,
  }, async () => {
    const files = oneOfEach();
    expect(files.length).toBeGreaterThan(IMPORTERS.length - 15);
    const first = await bring(files);
    const refused = first.filter(({ status }) => status !== "imported");
    expect(told(refused)).toEqual([]);
    await expectConsistent();
    const pictures = async (): Promise<unknown[]> => {
      const hosts = await db().host.findMany({ orderBy: { name: "asc" } });
      return Promise.all(hosts.map(({ id }) => pictureOf(id)));
    };
    const before = await pictures();

    const undone = first.filter((_, index) => index % 4 === 0);
    for (const { id } of undone) expect(await undoImport(manager, id ?? "", NOW)).toMatchObject({ ok: true });
    await expectConsistent();
    const gone = new Set(undone.map(({ delivered }) => delivered));
    await bring(files.filter((_, delivered) => gone.has(delivered)));
    expect(await pictures()).toEqual(before);

    await clearHosts();
    for (const file of [...files].reverse()) await bring([file]);
    expect(await pictures()).toEqual(before);
  });

  it("leaves nothing of a source whose only report is taken back", async () => {
    const [lynis] = await bring([
      sample("lynis", "db-02-hardened.dat"),
      sample("unhide", "db-02.txt", "db-02"),
    ]);
    await undoImport(manager, lynis?.id ?? "", NOW);
    const { sources } = await loadHostState(db(), await hostId("db-02"));
    expect([...sources.keys()]).toEqual(["unhide"]);
    await expectConsistent();
  });

  it("is previewed as it is then imported", async () => {
    const files = oneOfEach().slice(0, 12);
    const preview = await bring(files, { dryRun: true });
    expect(await db().report.count()).toBe(0);
    const plain = (all: readonly ImportOutcome[]) =>
      all.map(({ status, changes, score, host }) => ({ status, changes, score, host: host?.name }));
    expect(plain(preview)).toEqual(plain(await bring(files)));
  });
});
