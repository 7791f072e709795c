/** What forms are about, made new for each call by somebody who asks nothing in a test: hosts, plans, comments and the rest. */
import { v7 as uuid } from "uuid";
import { makeLink } from "@/lib/auth/links";
import type { Role, Viewer } from "@/lib/auth/rights";
import { hashToken, randomToken } from "@/lib/auth/secrets";
import { answerDecision } from "@/lib/commands/answer-decision";
import { approveChanges, withdrawApproval } from "@/lib/commands/approve-changes";
import { attachFile } from "@/lib/commands/attach-file";
import { attestMeasure } from "@/lib/commands/attest-measure";
import { changePlan } from "@/lib/commands/change-plan";
import { commentOnFinding } from "@/lib/commands/comment-on-finding";
import { aide, at } from "@/lib/commands/evidence/testing-aide";
import { expectChanges } from "@/lib/commands/expect-changes";
import { makeHook } from "@/lib/commands/hooks/make-hook";
import { makePlan } from "@/lib/commands/make-plan";
import { makeSchedule } from "@/lib/commands/make-schedule";
import { makeShare } from "@/lib/commands/make-share";
import { mergeHosts } from "@/lib/commands/merge-hosts";
import { proposeDecision } from "@/lib/commands/propose-decision";
import { setServiceLevel } from "@/lib/commands/set-service-level";
import { workOnFindings } from "@/lib/commands/work-on-findings";
import { db } from "@/lib/db";
import { DAY } from "@/lib/fortress/days";
import { dayOf } from "@/lib/fortress/decision-rules";
import { readTower } from "@/lib/queries/towers";
import type { Result } from "@/lib/result";
import { makePerson, makeViewer, PASSWORD, signedIn } from "../../scripts/test/people";
import { bring, type Host, newHost, type Site } from "./small-hosts";

export const LEVEL = { critical: "7", high: "30", medium: "90", low: "180" };
const TODAY = Math.floor((Date.now() - at(0)) / DAY);
const PATTERN = { pattern: "/etc/cups/**", lastDay: dayOf(Date.now() + DAY), reason: "New printers." };

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.text);
  return result;
}

export class Things {
  private made = 0;

  private constructor(
    private readonly site: Site,
    /** People whom no test signs in. */
    private readonly analyst: Viewer,
    private readonly manager: Viewer,
    private readonly chief: Viewer,
    private readonly aideHost: string,
    /** A host that nobody takes away. */
    readonly here: Host,
  ) {}

  static async begin(site: Site): Promise<Things> {
    const chief = await makeViewer("administrator");
    const { name, bytes } = aide(TODAY - 1, { "/etc/hosts": "one", "/etc/ssh/sshd_config": "one" });
    const aideHost = (await bring(site, `?host=aide-1&filename=${name}`, bytes)).host.id;
    const here = await newHost(site, "here");
    return new Things(site, await makeViewer("analyst"), await makeViewer("manager"), chief, aideHost, here);
  }

  /** A word that was not said before. */
  word = (): string => `word ${this.made++}`;

  day = (days: number): string => dayOf(Date.now() + days * DAY);

  host = (): Promise<Host> => newHost(this.site, `host-${this.made++}`);

  /** A host of two machines: a signature of each. */
  async twoInOne(): Promise<{ id: string; signature: string }> {
    const [stays, goes] = [await this.host(), await this.host()];
    good(await mergeHosts(this.manager, { host: stays.id, other: goes.id, confirm: goes.name }));
    const { signature } = await db().hostSignature.findFirstOrThrow({ where: { hostId: stays.id } });
    return { id: stays.id, signature };
  }

  /** A group that the host here is in. */
  async group(): Promise<string> {
    const id = uuid();
    await db().group.create({ data: { id, name: this.word() } });
    await db().hostGroup.create({ data: { hostId: this.here.id, groupId: id } });
    return id;
  }

  async groupWithLevel(): Promise<string> {
    const group = await this.group();
    good(await setServiceLevel(this.manager, { group, level: LEVEL }));
    return group;
  }

  async plan(state: "running" | "done" = "running"): Promise<string> {
    const { id } = good(
      await makePlan(this.manager, { title: this.word(), of: { findings: [this.here.findingId] } }),
    );
    if (state === "done") good(await changePlan(this.manager, { plan: id, state }));
    return id;
  }

  /** The form of a schedule; there is room for one. */
  async newSchedule() {
    await db().schedule.deleteMany();
    const every = { about: "fleet", when: "weekly 1", hour: "6", zone: "UTC", send: "pdf" };
    return { ...every, title: this.word(), recipients: "board@example.org" };
  }

  async schedule(paused = false): Promise<string> {
    await db().schedule.deleteMany();
    const fleet = { scope: "fleet", cadence: "weekly", day: 1, hour: 6, recipients: ["board@example.org"] };
    const { id } = good(await makeSchedule(this.manager, fleet));
    if (paused) await db().schedule.update({ where: { id }, data: { pausedAt: new Date() } });
    return id;
  }

  statement = () => ({
    ...{
      measure: "auditing.external-analysis",
      scope: "hosts",
      statement: "Reviewed on site.",
      by: "A colleague",
    },
    ...{ day: this.day(0), lastDay: this.day(10) },
  });

  attestation = async (): Promise<string> =>
    good(await attestMeasure(this.manager, { ...this.statement(), hosts: [this.here.id] })).id;

  async share(): Promise<string> {
    return good(await makeShare(this.manager, { scope: "host", hostId: this.here.id })).id;
  }

  hookFields = () => ({ name: this.word(), url: this.site.hookUrl, kind: "critical" });

  /** The form of a web hook; there is room for one. */
  async newHook() {
    await db().webHook.deleteMany();
    return this.hookFields();
  }

  async hook(disabled = false): Promise<string> {
    await db().webHook.deleteMany();
    const { name, url, kind } = this.hookFields();
    const { id } = good(await makeHook(this.chief, { name, url, kinds: [kind] }));
    if (disabled) await db().webHook.update({ where: { id }, data: { disabledAt: new Date() } });
    return id;
  }

  async failedDelivery(): Promise<string> {
    const data = { id: uuid(), hookId: await this.hook(), kind: "critical", once: this.word(), body: {} };
    return (await db().hookDelivery.create({ data: { ...data, at: new Date(), failedAt: new Date() } })).id;
  }

  /** The finding here, open and as nobody has touched it. */
  async finding(): Promise<string> {
    const id = this.here.findingId;
    await db().finding.update({ where: { id }, data: { state: "open", labels: [], dueByHand: false } });
    await db().watch.deleteMany();
    return id;
  }

  /** An act on the finding here. */
  async change(by: Viewer = this.manager): Promise<string> {
    const given = { ids: [await this.finding()], change: { addLabels: [this.word()] } };
    return good(await workOnFindings(by, given)).undo ?? "";
  }

  comment = async (by: Viewer = this.manager): Promise<string> =>
    good(await commentOnFinding(by, { finding: this.here.findingId, text: this.word() })).id;

  async file(by: Viewer = this.manager): Promise<string> {
    const findingId = this.here.findingId;
    await db().attachment.deleteMany();
    return good(await attachFile(by, { findingId, filename: "a.txt", bytes: Buffer.from("a") })).id;
  }

  /** The form of a proposal to accept what is open here. */
  proposal = () => ({
    ...{ key: this.here.key, treatment: "accept", scope: "hosts", host: this.here.id },
    ...{ reason: "The network is closed.", lastDay: this.day(10) },
  });

  async proposed(by: Viewer = this.analyst, more: object = {}): Promise<string> {
    const { host, ...form } = this.proposal();
    return good(await proposeDecision(by, { ...form, hosts: [host], ...more })).id;
  }

  /** A reduction that holds, with a file that came later to show its control. */
  async controlled(): Promise<string> {
    const id = await this.proposed(this.analyst, { treatment: "reduce", control: "A firewall before it." });
    good(await answerDecision(this.chief, { decision: id, answer: "approve" }));
    good(await attachFile(this.manager, { decisionId: id, filename: "a.txt", bytes: Buffer.from("a") }));
    return id;
  }

  /** What is changed on a host, as its page shows it: none of it is approved or expected. */
  async changedFiles() {
    const host = this.aideHost;
    for (const { key } of await db().approval.findMany({ where: { hostId: host, withdrawnAt: null } }))
      good(await withdrawApproval(this.manager, { host, key }));
    await db().expectation.deleteMany();
    const read = await readTower(this.manager, host, "integrity");
    const changes = (read?.detail.exposures ?? []).flatMap(({ key, seal }) => (seal ? [{ key, seal }] : []));
    return { host, changes, all: read?.detail.changed?.seal ?? "" };
  }

  async approved(): Promise<{ host: string; key: string }> {
    const { host, changes } = await this.changedFiles();
    good(await approveChanges(this.manager, { host, changes, reason: "Planned work." }));
    return { host, key: changes[0]?.key ?? "" };
  }

  pattern = () => PATTERN;

  async expected(): Promise<{ host: string; expectation: string }> {
    const { host } = await this.changedFiles();
    const { expectations } = good(await expectChanges(this.manager, { hosts: [host], ...PATTERN }));
    return { host, expectation: expectations[0]?.id ?? "" };
  }

  async notice(userId: string): Promise<string> {
    const data = { id: uuid(), userId, kind: "critical", at: new Date(), text: "News", href: "/" };
    return (await db().notice.create({ data: { ...data, once: data.id } })).id;
  }

  async view(userId: string, shared: boolean): Promise<string> {
    const id = uuid();
    await db().savedView.create({ data: { id, userId, name: id, page: "/hosts", query: "q=x", shared } });
    return id;
  }

  async token(userId: string): Promise<string> {
    const data = { id: uuid(), name: "t", prefix: "rmp_", hash: hashToken(randomToken()), scopes: ["read"] };
    return (await db().apiToken.create({ data: { ...data, userId } })).id;
  }

  session = async (userId: string): Promise<string> => (await signedIn(userId)).viewer.id;

  person = async (role: Role = "viewer"): Promise<string> => (await makePerson(role)).id;

  /** The form of a new password; guesses are counted anew, and the present one is what it was. */
  async passwords(userId: string, password: string): Promise<{ present: string; password: string }> {
    await db().attempt.deleteMany();
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: await this.person() } });
    await db().user.update({ where: { id: userId }, data: { passwordHash } });
    return { present: PASSWORD, password };
  }

  async disabledPerson(): Promise<string> {
    const id = await this.person();
    await db().user.update({ where: { id }, data: { disabledAt: new Date() } });
    return id;
  }

  /** The token of a link that works once. */
  invitation = (): Promise<string> =>
    makeLink({ kind: "invitation", email: `${uuid()}@example.org`, role: "viewer" });

  async invitationId(): Promise<string> {
    const hash = hashToken(await this.invitation());
    return (await db().oneTimeLink.findUniqueOrThrow({ where: { hash } })).id;
  }
}
