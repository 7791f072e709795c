import { describe, expect, it } from "vitest";
import { aide, changed, clock, owners, updates } from "./changed-files.sample";
import { applyReport, type DatedReport } from "./changes";
import { at } from "./posture.sample";
import { scoreState } from "./reckoning";
import { fold } from "./report.sample";
import { applyApproval, applyWithdrawal, formsOf, settledThings } from "./settle";
import type { Approval, HostState } from "./state";

const PATH = "/etc/ssh/sshd_config";
const KEY = `file:${PATH}`;
const seen = aide(10, [changed(PATH, "new"), changed("/etc/hosts", "new")]);

function approvalOf(state: HostState, day = 11): Approval {
  const witnesses = [...state.exposures.values()].filter(({ key }) => key === PATH);
  return {
    id: `a${day}`,
    key: KEY,
    forms: formsOf(witnesses),
    at: at(day),
    by: "ada@example.org",
    reason: "planned",
  };
}

/** The reports, and then an approval of what they say of the file. */
function approved(...reports: DatedReport[]): HostState {
  const state = fold(reports);
  applyApproval(state, approvalOf(state));
  return state;
}

const stateOf = (state: HostState) => state.findings.get(KEY)?.state;
const penaltyOf = (state: HostState) => scoreState(state, at(11)).towers.integrity.penalty;

describe("an approved change", () => {
  it("counts nothing, and its finding says so: closed by no report", () => {
    const state = approved(seen);
    expect(state.findings.get(KEY)).toMatchObject({ state: "approved", closedAt: at(11), closedBy: null });
    expect([penaltyOf(fold([seen])), penaltyOf(state)]).toEqual([20, 10]);
    expect(settledThings(state).map(({ key, settled }) => [key, settled])).toEqual([[KEY, "approved"]]);
  });

  it("stays approved while it is the same", () => {
    const state = approved(seen);
    expect(applyReport(state, { ...seen, id: "next", at: at(12) })).toEqual([]);
    expect(stateOf(state)).toBe("approved");
  });

  it("counts again when it changes again", () => {
    const state = approved(seen);
    const next = aide(12, [changed(PATH, "other"), changed("/etc/hosts", "new")]);
    expect(applyReport(state, next)).toEqual([
      { kind: "reopened", key: KEY, source: "aide", state: "reopened" },
    ]);
  });

  it("counts again when another tool sees it too, of which nothing was approved", () => {
    const state = approved(seen);
    applyReport(state, aide(12, [changed(PATH, "sum")], "debsums"));
    expect(stateOf(state)).toBe("reopened");
  });

  it("is approved for all who saw it", () => {
    const state = approved(seen, aide(10, [changed(PATH, "sum")], "debsums"));
    expect(stateOf(state)).toBe("approved");
  });

  it("opens nothing when it is gone and comes back the same", () => {
    const state = approved(seen);
    expect(applyReport(state, aide(12, [changed("/etc/hosts", "new")]))).toEqual([]);
    expect(applyReport(state, aide(13, [changed(PATH, "new"), changed("/etc/hosts", "new")]))).toEqual([]);
  });

  it("counts again when the approval is withdrawn", () => {
    const state = approved(seen);
    expect(applyWithdrawal(state, approvalOf(state), at(12))).toMatchObject([{ kind: "reopened", key: KEY }]);
    expect(penaltyOf(state)).toBe(20);
  });

  it("stays approved when an older approval is withdrawn", () => {
    const state = approved(seen);
    applyApproval(state, approvalOf(state, 12));
    expect(applyWithdrawal(state, approvalOf(state, 11), at(13))).toEqual([]);
    expect(stateOf(state)).toBe("approved");
  });

  it("does not come back when it was gone before the withdrawal", () => {
    const state = approved(seen);
    applyReport(state, aide(12, []));
    expect(applyWithdrawal(state, approvalOf(state), at(13))).toEqual([]);
  });
});

it("an approval of one thing settles no other one, whatever it is called", () => {
  const state = fold([aide(10, [changed("__proto__", "new")])]);
  applyApproval(state, { ...approvalOf(state), key: "file:__proto__", forms: {} });
  expect(state.findings.get("file:__proto__")?.state).toBe("open");
});

it("what an update explains needs no approval", () => {
  const state = fold([
    aide(5, []),
    seen,
    updates(11, `${clock(7)} upgrade openssh-server 9.2-2`),
    owners(11, `openssh-server ${PATH}`),
  ]);
  expect(settledThings(state).map(({ settled }) => settled)).toEqual(["explained"]);
});
