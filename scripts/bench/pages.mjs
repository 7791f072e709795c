/** What a person waits for: first bytes of pages, and the script that they load. */
import { fillHosts } from "./fleet.mjs";
import { firstByte, scriptBytes } from "./http.mjs";
import { loopDelay } from "./processes.mjs";
import { HOSTS, ROUNDS, TOKEN } from "./settings.mjs";
import { interleaved, median, quantile } from "./statistics.mjs";
import { ms, row, times } from "./table.mjs";

/** @typedef {import("./settings.mjs").Running} Running */

/**
 * @param {Running} running
 * @param {import("pg").Client} client
 */
export async function pages(running, client) {
  const session = await signIn(running);
  await firstBytes(running, client, session);
  await scripts(running, session);
}

/**
 * A session of a first user, made through the set-up link as a person would.
 * @param {Running} running
 */
async function signIn({ server }) {
  const { chromium } = await import("@playwright/test");
  const { CHROMIUM_FLAGS, findChromium } = await import("../browser/chromium.mjs");
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(server.setUp);
  await page.getByLabel("Your name").fill("Bench");
  await page.getByLabel("E-mail address").fill("bench@example.org");
  await page.getByLabel("Password").fill("a long password for the bench");
  await page.getByRole("button", { name: "Make the first user" }).click();
  await page.waitForURL(`${server.url}/`);
  const cookies = await page.context().cookies();
  await browser.close();
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/**
 * @param {Running} running
 * @param {import("pg").Client} client
 * @param {Record<string, string>} session
 */
async function firstBytes(running, client, session) {
  const { server, agent } = running;
  const measures = {
    bare: () => firstByte(`${server.url}/sign-in`, {}, agent),
    overview: () => firstByte(`${server.url}/`, session, agent),
    hosts: () => firstByte(`${server.url}/hosts`, session, agent),
  };
  for (const measure of Object.values(measures)) for (let i = 0; i < 5; i++) await measure();
  await loopDelay(running);
  const results = await interleaved(ROUNDS * 12, measures);
  const delay = await loopDelay(running);
  for (const name of /** @type {const} */ (["overview", "hosts"])) {
    for (const [label, share, aim] of /** @type {const} */ ([
      ["p50", 0.5, "≤ 2 ×"],
      ["p99", 0.99, "≤ 4 ×"],
    ])) {
      const ours = quantile(results[name] ?? [], share);
      const floor = quantile(results.bare ?? [], share);
      row(
        `First byte of ${name}, ${HOSTS} hosts, ${label}`,
        `${aim} the barest page of the same server`,
        { value: ms(ours), floor: ms(floor), ratio: times(ours / floor) },
        { ours, floor },
      );
    }
  }
  row(
    "Longest stop of the page server during fleet pages",
    "≤ 20 ms",
    { value: ms(delay.max), floor: `p99 ${ms(delay.p99)}` },
    delay,
  );
  const few = await manyRows(running, client, session, 100);
  const many = await manyRows(running, client, session, 10_000);
  row(
    "Hosts table with 10,000 hosts",
    "≤ 1.2 × with 100",
    { value: ms(many), floor: ms(few), ratio: times(many / few) },
    { few, many },
  );
}

/**
 * First byte of the hosts table with so many hosts. Fewer than there are: all others are put aside for a while.
 * @param {Running} running
 * @param {import("pg").Client} client
 * @param {Record<string, string>} session
 * @param {number} count
 */
async function manyRows({ server, agent }, client, session, count) {
  await client.query("create schema aside");
  await client.query(
    "create table aside.host as select * from host order by id offset $1".replace("$1", String(count)),
  );
  await client.query("set session_replication_role = replica");
  await client.query("delete from host where id in (select id from aside.host)");
  await fillHosts(client, count);
  const measure = () => firstByte(`${server.url}/hosts`, session, agent);
  for (let i = 0; i < 5; i++) await measure();
  const results = [];
  for (let i = 0; i < ROUNDS * 6; i++) results.push(await measure());
  await client.query("insert into host select * from aside.host");
  await client.query("set session_replication_role = origin");
  await client.query("drop schema aside cascade");
  return median(results);
}

/**
 * @param {Running} running
 * @param {Record<string, string>} session
 */
async function scripts({ server, bare }, session) {
  const floor = await scriptBytes(bare.url, {});
  const hosts = await (
    await fetch(`${server.url}/api/v1/hosts?limit=1`, { headers: { authorization: `Bearer ${TOKEN}` } })
  ).json();
  const host = `/hosts/${hosts.items[0].id}`;
  for (const page of [
    "/sign-in",
    "/",
    "/hosts",
    host,
    `${host}/hardening`,
    "/findings",
    "/reports",
    "/upload",
  ]) {
    const bytes = await scriptBytes(`${server.url}${page}`, page === "/sign-in" ? {} : session);
    const name = page.startsWith("/hosts/") ? page.replace(host, "/hosts/…") : page;
    row(
      `Script of ${name}, gzip`,
      "≤ 1.5 × the bare page",
      {
        value: `${(bytes / 1024).toFixed(0)} KB`,
        floor: `${(floor / 1024).toFixed(0)} KB`,
        ratio: times(bytes / floor),
      },
      { bytes, floor },
    );
  }
}
