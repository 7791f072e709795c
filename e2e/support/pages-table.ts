/** What every page answers to every role: its status. Written by hand, never computed from the rules. */
import type { Role } from "@/lib/auth/rights";
import type { Things } from "./things";

export interface PageRow {
  who: Record<Role, number>;
  /** What stands in its address. Left out: nothing. */
  params?: (things: Things) => Record<string, string> | Promise<Record<string, string>>;
  /** What has to be asked of it. */
  query?: (things: Things) => Record<string, string>;
  /** For those who are not signed in, too. */
  open?: true;
  /** What names nothing here leads to the right address: the rest says it all. */
  leads?: string;
  /** A word that names nothing gives a page that says so. */
  polite?: true;
}

const everybody = { viewer: 200, analyst: 200, manager: 200, administrator: 200 };
const analysts = { ...everybody, viewer: 404 };
const managers = { ...analysts, analyst: 404 };
const administrators = { ...managers, manager: 404 };

export const PAGES: Record<string, PageRow> = {
  "/": { who: everybody },
  "/account": { who: everybody },
  "/attestations": { who: everybody },
  "/attestations/[id]": { who: everybody, params: async (t) => ({ id: await t.attestation() }) },
  // It says who may attest.
  "/attestations/new": { who: everybody },
  "/audit": { who: administrators },
  "/board": { who: everybody },
  "/decisions": { who: everybody },
  "/decisions/[id]": { who: everybody, params: async (t) => ({ id: await t.proposed() }) },
  // It says who may propose.
  "/decisions/new": { who: everybody, query: (t) => ({ key: t.here.key, treatment: "accept" }) },
  "/docs/api": { who: everybody },
  "/findings": { who: everybody },
  "/findings/[key]": { who: everybody, params: (t) => ({ key: t.here.key }) },
  "/hooks": { who: administrators },
  "/hooks/[id]": { who: administrators, params: async (t) => ({ id: await t.hook() }) },
  "/hooks/new": { who: administrators },
  "/hosts": { who: everybody },
  "/hosts/[id]": { who: everybody, params: (t) => ({ id: t.here.id }) },
  "/hosts/[id]/[tower]": { who: everybody, params: (t) => ({ id: t.here.id, tower: "hardening" }) },
  "/hosts/[id]/evidence": { who: everybody, params: (t) => ({ id: t.here.id }) },
  "/hosts/[id]/findings/[finding]": {
    who: everybody,
    params: (t) => ({ id: t.here.id, finding: t.here.findingId }),
    leads: "id",
  },
  "/hosts/[id]/identity": { who: managers, params: (t) => ({ id: t.here.id }) },
  "/join/[token]": {
    who: everybody,
    params: async (t) => ({ token: await t.invitation() }),
    ...{ open: true, polite: true },
  },
  "/notices": { who: everybody },
  "/notices/settings": { who: everybody },
  "/people": { who: administrators },
  "/people/[id]": { who: administrators, params: async (t) => ({ id: await t.person() }) },
  "/plans": { who: everybody },
  "/plans/[id]": { who: everybody, params: async (t) => ({ id: await t.plan() }) },
  "/plans/new": { who: analysts, query: (t) => ({ key: t.here.key }) },
  "/policy": { who: managers },
  "/reports": { who: everybody },
  "/reports/[id]": { who: everybody, params: (t) => ({ id: t.here.reportId }) },
  "/schedules": { who: managers },
  "/schedules/[id]": { who: managers, params: async (t) => ({ id: await t.schedule() }) },
  "/schedules/new": { who: managers },
  "/set-up/[token]": { who: everybody, params: () => ({ token: "ended" }), ...{ open: true, polite: true } },
  "/shares": { who: managers },
  "/shares/[id]": { who: managers, params: async (t) => ({ id: await t.share() }) },
  "/shares/new": { who: managers },
  // Whoever is signed in already is led on.
  "/sign-in": { who: { viewer: 307, analyst: 307, manager: 307, administrator: 307 }, open: true },
  "/summary": { who: everybody },
  "/summary/evidence": { who: managers },
  "/tokens": { who: analysts },
  "/tokens/lynis": { who: analysts },
  "/tokens/new": { who: analysts },
  // It says who may bring evidence.
  "/upload": { who: everybody },
  "/what-if": { who: everybody },
  "/work": { who: everybody },
};
