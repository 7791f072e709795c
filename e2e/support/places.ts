/** Every page of the product, as somebody with all rights sees it. */
import fs from "node:fs";
import path from "node:path";
import type { Rampart } from "./rampart";

export interface Place {
  name: string;
  path: (rampart: Rampart) => string | Promise<string>;
  /** For those who are not signed in. */
  open?: true;
  /** What is opened on the page before it is looked at. */
  unfold?: string;
  status?: 404;
}

const exists = (page: string): boolean => fs.existsSync(path.join("app", "(app)", page, "page.tsx"));
const at = (name: string, place: string): Place[] =>
  exists(place) ? [{ name, path: () => `/${place}` }] : [];

export const KPTR = `/findings/${encodeURIComponent("lynis:KRNL-6000:kernel.kptr_restrict")}`;
const NOBODY = "00000000-0000-4000-8000-000000000000";
const CHECKS = "section[aria-label=Checks] details[data-row] > summary";

export const PLACES: readonly Place[] = [
  { name: "overview", path: () => "/" },
  { name: "hosts", path: () => "/hosts?limit=12" },
  { name: "hosts, none matches", path: () => "/hosts?q=nowhere" },
  { name: "host", path: (rampart) => rampart.host("web-01") },
  { name: "evidence of a host", path: async (rampart) => `${await rampart.host("web-01")}/evidence` },
  { name: "silent host", path: (rampart) => rampart.host("node-120") },
  { name: "hardening", path: async (rampart) => `${await rampart.host("web-01")}/hardening` },
  { name: "patching", path: async (rampart) => `${await rampart.host("build-07")}/patching` },
  { name: "integrity", path: async (rampart) => `${await rampart.host("db-02")}/integrity` },
  {
    name: "auditing, a check open",
    path: async (rampart) => `${await rampart.host("db-02")}/auditing`,
    unfold: CHECKS,
  },
  ...(exists("hosts/[id]/identity")
    ? [{ name: "identity", path: async (rampart: Rampart) => `${await rampart.host("db-02")}/identity` }]
    : []),
  { name: "findings", path: () => "/findings?limit=12" },
  { name: "findings by host", path: () => "/findings?by=host&sort=host&limit=12" },
  { name: "finding", path: () => KPTR },
  ...at("board", "board"),
  ...at("my work", "work"),
  ...at("plans", "plans"),
  { name: "new plan", path: () => `/plans/new?key=${KPTR.slice("/findings/".length)}` },
  ...at("what if", "what-if"),
  ...at("attestations", "attestations"),
  ...at("attest", "attestations/new"),
  ...at("summary", "summary"),
  ...at("share links", "shares"),
  ...at("new share link", "shares/new"),
  {
    name: "new share link, looked at",
    path: () => "/shares/new?state=frozen&life=14&hide=1&section=findings&watermark=For+the+board&pdf=A4",
  },
  ...at("evidence pack", "summary/evidence"),
  ...at("schedules", "schedules"),
  ...at("new schedule", "schedules/new"),
  ...at("policy", "policy"),
  {
    name: "finding of a host",
    path: async (rampart) => {
      const host = await rampart.host("web-01");
      return `${host}/findings/${await rampart.finding(host.slice("/hosts/".length), KPTR.slice("/findings/".length))}`;
    },
  },
  ...at("decisions", "decisions"),
  { name: "decide", path: () => `/decisions/new?treatment=reduce&key=${KPTR.slice("/findings/".length)}` },
  { name: "reports", path: () => "/reports?limit=12" },
  { name: "report", path: (rampart) => rampart.report("web-01") },
  { name: "upload", path: () => "/upload" },
  ...at("people", "people"),
  ...at("tokens", "tokens"),
  ...at("Lynis key", "tokens/lynis"),
  ...at("audit", "audit"),
  ...at("notices", "notices"),
  ...at("what one is told", "notices/settings"),
  ...at("web hooks", "hooks"),
  ...at("new web hook", "hooks/new"),
  ...at("account", "account"),
  ...at("API", "docs/api"),
  { name: "no such host", path: () => `/hosts/${NOBODY}`, status: 404 },
  { name: "no such page", path: () => "/no-such-page", open: true, status: 404 },
  { name: "sign in", path: () => "/sign-in", open: true },
  { name: "set up, ended", path: () => "/set-up/nothing", open: true },
  { name: "join, ended", path: () => "/join/nothing", open: true },
];

/** Addresses of pages that name nothing: each answers with the same one. */
export const NOWHERE = [
  `/hosts/${NOBODY}`,
  "/hosts/not-an-id",
  `/hosts/${NOBODY}/hardening`,
  `/hosts/${NOBODY}/evidence`,
  `/reports/${NOBODY}`,
  `/decisions/${NOBODY}`,
  "/reports/1%27%20or%20%271",
  "/findings/lynis%3ANOTHING-1",
];
