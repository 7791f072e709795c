/**
 * What every server action says to every role, whatever the page shows. Written by hand, never computed from the rules.
 * An action that stands here in several ways is named with what it is asked.
 */
import type { Role, Viewer } from "@/lib/auth/rights";
import type { Fields } from "./server-actions";
import type { Person } from "./stage";
import { LEVEL, type Things } from "./things";

/** `yes`: it is done; `no`: a sentence, and nothing is done; `out`: to the page where one signs in. */
export type Word = "yes" | "no" | "out";

export interface Row {
  who: Record<Role, Word>;
  /** The fields of a right form, made anew for whoever sends it; or the arguments of an action without a form. */
  ask: (things: Things, me: Person) => Fields | Promise<Fields>;
  args?: readonly unknown[];
  /** `yes` changes nothing either. */
  reads?: true;
  /** It ends the session that asks. */
  fresh?: true;
  /** What a refusal may write down. */
  counts?: readonly string[];
  /** Nothing is said of ids that name nothing: they are left aside. */
  quiet?: true;
}

const everybody = { viewer: "yes", analyst: "yes", manager: "yes", administrator: "yes" } as const;
const analysts = { ...everybody, viewer: "no" } as const;
const managers = { ...analysts, analyst: "no" } as const;
const administrators = { ...managers, manager: "no" } as const;
const nobody = { ...administrators, administrator: "no" } as const;
/** Their own work on findings: of whoever was made a viewer since, not any more. */
const own = analysts;

/** So that what is one's own can be made for those who may not make it. */
const asManager = ({ viewer }: Person): Viewer => ({ ...viewer, role: "manager" });

const typed = { title: "Another", goal: "", owner: "", due: "" };
const password = "a wall of new stones";

export const ACTIONS: Record<string, Row> = {
  "/ searchAction": { who: everybody, ask: () => ({}), args: ["here"], reads: true },
  "/ signOutAction": {
    who: { viewer: "out", analyst: "out", manager: "out", administrator: "out" },
    ...{ ask: () => ({}), args: [], fresh: true },
  },
  "/ viewAction: save": {
    who: everybody,
    ask: (t) => ({ page: "/hosts", name: t.word(), query: "q=x" }),
  },
  "/ viewAction: share": {
    who: analysts,
    ask: (t) => ({ page: "/hosts", name: t.word(), query: "q=x", shared: "1" }),
  },
  "/ viewAction: remove one's own": {
    who: everybody,
    ask: async (t, me) => ({ remove: await t.view(me.userId, false) }),
  },
  "/ viewAction: remove somebody's": {
    who: nobody,
    ask: async (t) => ({ remove: await t.view(await t.person(), false) }),
  },
  "/ viewAction: remove what somebody shares": {
    who: administrators,
    ask: async (t) => ({ remove: await t.view(await t.person(), true) }),
  },
  "/ removeFileAction: one's own": {
    who: own,
    ask: async (t, me) => ({ file: await t.file(asManager(me)), sure: "1" }),
  },
  "/ removeFileAction: somebody's": {
    who: managers,
    ask: async (t) => ({ file: await t.file(), sure: "1" }),
  },

  "/account renameAction": { who: everybody, ask: (t) => ({ name: t.word() }) },
  "/account passwordAction": {
    who: everybody,
    ask: (t, me) => t.passwords(me.userId, password),
    counts: ["attempt", "audit_event"],
  },
  "/account endSessionAction: one's other one": {
    who: everybody,
    ask: async (t, me) => ({ sure: await t.session(me.userId) }),
  },
  "/account endSessionAction: all others": {
    who: everybody,
    ask: async (t, me) => {
      await t.session(me.userId);
      return { sure: "others" };
    },
  },
  "/account endSessionAction: this one": {
    who: { viewer: "out", analyst: "out", manager: "out", administrator: "out" },
    ask: (_, me) => ({ sure: me.viewer.id }),
    fresh: true,
  },
  "/account endSessionAction: somebody's": {
    who: administrators,
    ask: async (t) => ({ sure: await t.session(await t.person()) }),
  },

  "/attestations attestAction": {
    who: managers,
    ask: (t) => ({ ...t.statement(), host: t.here.id }),
  },
  "/attestations withdrawAction": { who: managers, ask: async (t) => ({ sure: await t.attestation() }) },

  "/board moveAction": {
    who: analysts,
    ask: async (t) => ({ id: await t.finding(), to: "in-progress" }),
  },

  "/decisions proposeAction": { who: analysts, ask: (t) => t.proposal() },
  "/decisions answerAction: approve": {
    who: managers,
    ask: async (t) => ({ decision: await t.proposed(), answer: "approve" }),
  },
  "/decisions answerAction: approve one's own": {
    who: nobody,
    ask: async (t, me) => ({
      decision: await t.proposed(asManager(me)),
      answer: "approve",
    }),
  },
  "/decisions answerAction: refuse": {
    who: managers,
    ask: async (t) => ({ decision: await t.proposed(), answer: "refuse", "answer-reason": "Not so." }),
  },
  "/decisions countControlAction": {
    who: { ...managers },
    ask: async (t) => ({ decision: await t.controlled() }),
  },
  "/decisions withdrawAction: one's own": {
    who: own,
    ask: async (t, me) => ({
      sure: await t.proposed(asManager(me)),
      "withdraw-reason": "Not any more.",
    }),
  },
  "/decisions withdrawAction: somebody's": {
    who: managers,
    ask: async (t) => ({ sure: await t.proposed(), "withdraw-reason": "Not any more." }),
  },

  "/findings bulkAction: preview": {
    who: analysts,
    ask: (t) => ({ id: t.here.findingId, add: t.word(), why: "Seen." }),
    reads: true,
  },
  "/findings bulkAction: preview all": {
    who: analysts,
    ask: (t) => ({ all: "1", query: '{"q":"A warning"}', due: t.day(3) }),
    reads: true,
  },
  "/findings bulkAction: do": {
    who: analysts,
    ask: async (t) => {
      const change = { state: "in-progress", addLabels: [t.word()] };
      return { act: "do", asked: JSON.stringify({ ids: [await t.finding()], change, why: "Seen." }) };
    },
  },
  "/findings bulkAction: undo one's own": {
    who: own,
    ask: async (t, me) => ({ act: "undo", undo: await t.change(asManager(me)) }),
  },
  "/findings bulkAction: undo somebody's": {
    who: managers,
    ask: async (t) => ({ act: "undo", undo: await t.change() }),
  },
  "/findings bulkAction: plan": { who: analysts, ask: (t) => ({ act: "plan", id: t.here.findingId }) },

  "/hooks makeAction": { who: administrators, ask: (t) => t.newHook() },
  "/hooks changeAction": {
    who: administrators,
    ask: async (t) => ({ hook: await t.hook(), ...t.hookFields() }),
  },
  "/hooks switchAction: test": {
    who: administrators,
    ask: async (t) => ({ hook: await t.hook(), what: "test" }),
  },
  "/hooks switchAction: disable": {
    who: administrators,
    ask: async (t) => ({ hook: await t.hook(), what: "disable" }),
  },
  "/hooks switchAction: enable": {
    who: administrators,
    ask: async (t) => ({ hook: await t.hook(true), what: "enable" }),
  },
  "/hooks removeAction": { who: administrators, ask: async (t) => ({ sure: await t.hook() }) },
  "/hooks redeliverAction": {
    who: administrators,
    ask: async (t) => ({ delivery: await t.failedDelivery() }),
  },

  "/hosts/[id]/[tower] approveAction: some": {
    who: managers,
    ask: async (t) => {
      const { host, changes } = await t.changedFiles();
      return { host, change: changes.map(({ seal, key }) => `${seal} ${key}`), reason: "Planned work." };
    },
  },
  "/hosts/[id]/[tower] approveAction: all": {
    who: managers,
    ask: async (t) => {
      const { host, all } = await t.changedFiles();
      return { host, sure: all, reason: "Planned work." };
    },
  },
  "/hosts/[id]/[tower] withdrawAction: one": { who: managers, ask: (t) => t.approved() },
  "/hosts/[id]/[tower] withdrawAction: an act": {
    who: managers,
    ask: async (t) => {
      const { host, key } = await t.approved();
      return { host, sure: key };
    },
  },
  "/hosts/[id]/[tower] expectAction: on a host": {
    who: managers,
    ask: async (t) => ({ host: (await t.expected()).host, ...t.pattern() }),
  },
  "/hosts/[id]/[tower] expectAction: in a group": {
    who: managers,
    // The host is only where it leads back to.
    ask: async (t) => ({ host: "x", group: await t.group(), ...t.pattern() }),
  },
  "/hosts/[id]/[tower] withdrawExpectationAction": {
    who: managers,
    ask: async (t) => {
      const { host, expectation } = await t.expected();
      return { host, sure: expectation };
    },
  },

  "/hosts/[id]/findings/[finding] workAction": {
    who: analysts,
    ask: async (t) => ({
      ...{ finding: await t.finding(), seen: JSON.stringify(["open"]), state: "in-progress" },
      ...{ labels: t.word(), due: t.day(3), why: "Seen." },
    }),
  },
  "/hosts/[id]/findings/[finding] commentAction": {
    who: analysts,
    ask: async (t) => ({ finding: await t.finding(), text: t.word() }),
  },
  "/hosts/[id]/findings/[finding] editCommentAction: one's own": {
    who: own,
    ask: async (t, me) => ({
      comment: await t.comment(asManager(me)),
      text: t.word(),
    }),
  },
  "/hosts/[id]/findings/[finding] editCommentAction: somebody's": {
    who: nobody,
    ask: async (t) => ({ comment: await t.comment(), text: t.word() }),
  },
  "/hosts/[id]/findings/[finding] removeCommentAction: one's own": {
    who: own,
    ask: async (t, me) => ({ comment: await t.comment(asManager(me)), sure: "1" }),
  },
  "/hosts/[id]/findings/[finding] removeCommentAction: somebody's": {
    who: nobody,
    ask: async (t) => ({ comment: await t.comment(), sure: "1" }),
  },
  "/hosts/[id]/findings/[finding] watchAction": {
    who: everybody,
    ask: async (t) => ({ finding: await t.finding(), watch: "1" }),
  },

  "/hosts/[id]/identity nameAction": {
    who: managers,
    ask: async (t) => ({ host: (await t.host()).id, name: t.word() }),
  },
  "/hosts/[id]/identity criticalityAction": {
    who: managers,
    ask: async (t) => ({ host: (await t.host()).id, criticality: "high" }),
  },
  "/hosts/[id]/identity joinGroupAction": {
    who: managers,
    ask: async (t) => ({ host: (await t.host()).id, group: t.word() }),
  },
  "/hosts/[id]/identity leaveGroupAction": {
    who: managers,
    ask: async (t) => ({ host: t.here.id, group: await t.group() }),
  },
  "/hosts/[id]/identity splitAction": {
    who: managers,
    ask: async (t) => {
      const { id, signature } = await t.twoInOne();
      return { sure: id, signature };
    },
  },
  "/hosts/[id]/identity mergeAction": {
    who: managers,
    ask: async (t) => {
      const [stays, goes] = [await t.host(), await t.host()];
      return { host: stays.id, other: goes.id, confirm: goes.name };
    },
  },

  "/notices readAction: one": {
    who: everybody,
    ask: async (t, me) => ({ which: await t.notice(me.userId) }),
    quiet: true,
  },
  "/notices readAction: all": {
    who: everybody,
    ask: async (t, me) => {
      await t.notice(me.userId);
      return { which: "all" };
    },
    quiet: true,
  },
  "/notices readAction: somebody's": {
    who: everybody,
    ask: async (t) => ({ which: await t.notice(await t.person()) }),
    ...{ reads: true, quiet: true },
  },
  "/notices preferencesAction": { who: everybody, ask: () => ({ app: "critical", digest: "daily" }) },

  "/people inviteAction": {
    who: administrators,
    ask: (t) => ({ email: `${t.word().replace(" ", "-")}@example.org`, role: "viewer" }),
  },
  "/people resetAction: somebody's": {
    who: administrators,
    ask: async (t) => ({ person: await t.person() }),
  },
  "/people resetAction: one's own": { who: nobody, ask: (_, me) => ({ person: me.userId }) },
  "/people withdrawAction": { who: administrators, ask: async (t) => ({ sure: await t.invitationId() }) },
  "/people roleAction: somebody's": {
    who: administrators,
    ask: async (t) => ({ person: await t.person(), role: "analyst" }),
  },
  "/people roleAction: one's own": {
    who: nobody,
    ask: (_, me) => ({ person: me.userId, role: "administrator" }),
  },
  "/people disableAction: somebody": { who: administrators, ask: async (t) => ({ sure: await t.person() }) },
  "/people disableAction: oneself": { who: nobody, ask: (_, me) => ({ sure: me.userId }) },
  "/people enableAction": { who: administrators, ask: async (t) => ({ person: await t.disabledPerson() }) },

  "/plans makePlanAction": {
    who: analysts,
    ask: (t) => ({ ...typed, of: JSON.stringify({ findings: [t.here.findingId] }) }),
  },
  "/plans makePlanAction: of a weakness": {
    who: analysts,
    ask: (t) => ({ ...typed, of: JSON.stringify({ keys: [t.here.key], hosts: [t.here.id] }) }),
  },
  "/plans editPlanAction": { who: analysts, ask: async (t) => ({ ...typed, plan: await t.plan() }) },
  "/plans planStateAction: done": {
    who: analysts,
    ask: async (t) => ({ plan: await t.plan(), state: "done" }),
  },
  "/plans planStateAction: running": {
    who: analysts,
    ask: async (t) => ({ plan: await t.plan("done"), state: "running" }),
  },
  "/plans removeFindingsAction": {
    who: analysts,
    ask: async (t) => ({ plan: await t.plan(), finding: t.here.findingId }),
  },

  "/policy levelAction: of the house": { who: managers, ask: () => LEVEL },
  "/policy levelAction: of a group": {
    who: managers,
    ask: async (t) => ({ ...LEVEL, group: await t.group() }),
  },
  "/policy dropLevelAction": { who: managers, ask: async (t) => ({ sure: await t.groupWithLevel() }) },
  "/policy decisionsAction": { who: managers, ask: () => ({ ...LEVEL, approvalFrom: "medium" }) },

  "/schedules makeScheduleAction": {
    who: managers,
    ask: (t) => t.newSchedule(),
  },
  "/schedules makeScheduleAction: about a host": {
    who: managers,
    ask: async (t) => ({ ...(await t.newSchedule()), about: `host ${t.here.id}` }),
  },
  "/schedules makeScheduleAction: to a web hook": {
    who: administrators,
    ask: async (t) => ({ ...(await t.newSchedule()), hooks: "chosen", hook: await t.hook() }),
  },
  "/schedules changeScheduleAction": {
    who: managers,
    ask: async (t) => ({ ...(await t.newSchedule()), id: await t.schedule() }),
  },
  "/schedules scheduleAction: pause": {
    who: managers,
    ask: async (t) => ({ what: `pause ${await t.schedule()}` }),
  },
  "/schedules scheduleAction: resume": {
    who: managers,
    ask: async (t) => ({ what: `resume ${await t.schedule(true)}` }),
  },
  // No mail goes out here, whoever asks.
  "/schedules scheduleAction: test": {
    who: nobody,
    ask: async (t) => ({ what: `test ${await t.schedule()}` }),
  },
  "/schedules removeScheduleAction": { who: managers, ask: async (t) => ({ sure: await t.schedule() }) },

  "/shares makeShareAction": {
    who: managers,
    ask: (t) => ({
      scope: "host",
      host: t.here.id,
      days: "30",
      title: t.word(),
      password: "a moat and a bridge",
      comment: "See page 2.",
      watermark: "For the board",
    }),
  },
  "/shares revokeShareAction": { who: managers, ask: async (t) => ({ sure: await t.share() }) },
  "/shares sharePolicyAction": { who: managers, ask: () => ({ mostDays: "90", target: "80" }) },

  "/tokens createAction": {
    who: analysts,
    ask: (t) => ({ name: t.word(), scope: ["read", "upload"], days: "30", host: t.here.id }),
  },
  "/tokens createLynisAction": {
    who: analysts,
    ask: (t) => ({ name: t.word(), days: "30", host: t.here.id }),
  },
  "/tokens revokeAction: one's own": {
    who: own,
    ask: async (t, me) => ({ sure: await t.token(me.userId) }),
  },
  "/tokens revokeAction: somebody's": {
    who: administrators,
    ask: async (t) => ({ sure: await t.token(await t.person()) }),
  },
  "/tokens findHostsAction": { who: everybody, ask: () => ({}), args: ["here"], reads: true },

  "/upload undoAction": { who: managers, ask: async (t) => ({ import: (await t.host()).importId }) },

  "/work undoAction: one's own": {
    who: own,
    ask: async (t, me) => ({ id: await t.change(asManager(me)) }),
  },
  "/work undoAction: somebody's": { who: managers, ask: async (t) => ({ id: await t.change() }) },
};

/** For those who are not signed in: what they are for is told in the tests. */
export const OPEN_ACTIONS = ["/ linkAction", "/sign-in signInAction"];
