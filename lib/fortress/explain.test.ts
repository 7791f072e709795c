import { describe, expect, it } from "vitest";
import { aide, changed, clock, owners, updates } from "./changed-files.sample";
import type { DatedReport } from "./changes";
import { at } from "./posture.sample";
import { scoreState } from "./reckoning";
import { fold, tell } from "./report.sample";

const SSH = "/usr/bin/ssh";
const OWNER = owners(11, `openssh-client ${SSH}`, "bash /usr/bin/bash");
const upgraded = (day: number, hour: number): DatedReport =>
  updates(11, `${clock(day, hour)} upgrade openssh-client 9.2-2`);

const explanationOf = (reports: DatedReport[], source = "aide") =>
  fold(reports).exposures.get(`${source}:file:${SSH}`)?.change?.explained ?? null;

describe("an update of its package explains a changed file", () => {
  const clean = aide(5, []);
  const seen = aide(10, [changed(SSH, "new")]);

  it("between the last report that did not see it and the first one that did", () => {
    expect(explanationOf([clean, seen, upgraded(7, 3), OWNER])).toEqual({
      package: "openssh-client",
      version: "9.2-2",
      action: "upgrade",
      at: at(7) + 3 * 3_600_000,
    });
  });

  it("whichever report comes first", () => {
    const early = { ...upgraded(7, 3), at: at(8) };
    const earlyOwner = { ...OWNER, at: at(9) };
    expect(explanationOf([clean, early, earlyOwner, seen])).toMatchObject({ package: "openssh-client" });
  });

  it("not where the update came before that time or after it", () => {
    expect(explanationOf([clean, seen, upgraded(4, 23), OWNER])).toBeNull();
    expect(explanationOf([clean, seen, upgraded(10, 1), OWNER])).toBeNull();
  });

  it("in a first report only within the time in which one is due, which is a day for AIDE", () => {
    expect(explanationOf([seen, upgraded(9, 1), OWNER])).toMatchObject({ package: "openssh-client" });
    expect(explanationOf([seen, upgraded(8, 23), OWNER])).toBeNull();
  });

  it("in a first report at any time, where the file tells its own", () => {
    const told = aide(10, [changed(SSH, "new", { changedAt: clock(3, 4) })]);
    expect(explanationOf([told, upgraded(3, 3), OWNER])).toMatchObject({ package: "openssh-client" });
    expect(explanationOf([told, upgraded(3, 2), OWNER])).toBeNull();
  });

  it("not where the file belongs to another package, or to none that is known", () => {
    expect(explanationOf([clean, seen, upgraded(7, 3), owners(11, `dropbear ${SSH}`)])).toBeNull();
    expect(explanationOf([clean, seen, upgraded(7, 3)])).toBeNull();
  });

  it("not where the file changed at another time than the update", () => {
    const late = aide(10, [changed(SSH, "new", { changedAt: clock(7, 5) })]);
    const intime = aide(10, [changed(SSH, "new", { changedAt: clock(7, 3) })]);
    expect(explanationOf([clean, late, upgraded(7, 3), OWNER])).toBeNull();
    expect(explanationOf([clean, intime, upgraded(7, 3), OWNER])).not.toBeNull();
  });

  it("not by a removal, unless the file is gone", () => {
    const removal = updates(11, `${clock(7)} remove openssh-client 9.2-1`);
    const gone = aide(10, [changed(SSH, "", { details: [{ name: "change", text: "removed" }] })]);
    expect(explanationOf([clean, seen, removal, OWNER])).toBeNull();
    expect(explanationOf([clean, gone, removal, OWNER])).toMatchObject({ action: "remove" });
  });

  it("not where a tool compared the file with that very package", () => {
    const reports = [aide(5, [], "debsums"), aide(10, [changed(SSH, "new")], "debsums")];
    expect(explanationOf([...reports, upgraded(7, 3), OWNER], "debsums")).toBeNull();
  });

  it("nor by what another source says under the same name", () => {
    const told = upgraded(7, 3);
    const forged = { ...told, report: { ...told.report, source: "own/script" } };
    expect(explanationOf([clean, seen, forged, OWNER])).toBeNull();
  });

  it("once only: what changes again has to be explained again", () => {
    const again = aide(12, [changed(SSH, "other")]);
    const reports = [clean, seen, upgraded(7, 3), OWNER];
    expect(explanationOf([...reports, aide(12, [changed(SSH, "new")])])).not.toBeNull();
    expect(explanationOf([...reports, again])).toBeNull();
    const later = updates(13, `${clock(11, 3)} upgrade openssh-client 9.2-3`);
    expect(explanationOf([...reports, again, later])).toMatchObject({ version: "9.2-3" });
  });

  it("and stays explained when the log has forgotten the update", () => {
    expect(explanationOf([clean, seen, upgraded(7, 3), OWNER, updates(20)])).not.toBeNull();
  });
});

describe("what is explained", () => {
  const reports = [aide(5, []), aide(10, [changed(SSH, "new"), changed("/usr/bin/bash", "new")])];
  const explained = [...reports, updates(11, `${clock(7)} upgrade openssh-client 9.2-2`), OWNER];

  it("is no open finding any more, and the other one is", () => {
    expect(tell(explained)).toEqual([
      [],
      [`opened file:${SSH}`, "opened file:/usr/bin/bash"],
      [],
      [`closed file:${SSH}: explained`],
    ]);
  });

  it("opens nothing where the explanation came first", () => {
    const [clean, seen] = reports;
    const first = explained.slice(2).map((one) => ({ ...one, at: at(9) }));
    expect(tell([clean, ...first, seen].flatMap((one) => one ?? []))).toEqual([
      [],
      [],
      [],
      ["opened file:/usr/bin/bash"],
    ]);
  });

  it("comes back as a finding when it changes again", () => {
    const again = aide(12, [changed(SSH, "other"), changed("/usr/bin/bash", "new")]);
    expect(tell([...explained, again]).at(-1)).toEqual([`reopened file:${SSH}`]);
  });

  it("counts nothing", () => {
    const penalty = (all: DatedReport[]): number => scoreState(fold(all), at(11)).towers.integrity.penalty;
    expect(penalty(reports)).toBe(20);
    expect(penalty(explained)).toBe(10);
  });

  it("counts again when a tool that compares with the package sees it as well", () => {
    const debsums = aide(12, [changed(SSH, "sum")], "debsums");
    expect(tell([...explained, debsums]).at(-1)).toEqual([`reopened file:${SSH}`]);
  });
});
