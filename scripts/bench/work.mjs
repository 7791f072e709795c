/** Work on findings: the list of 100,000 on 1,000 hosts, and a change of 10,000 at once. */
import { startRampart } from "../browser/server.mjs";
import { connect, reportOf, upload } from "./fleet.mjs";
import { fillFindings, GROUP } from "./many-findings.mjs";
import { DATABASE_URL, ROUNDS, TOKEN } from "./settings.mjs";
import { median, quantile } from "./statistics.mjs";
import { ms, row } from "./table.mjs";

const LISTS = {
  "as it opens": "",
  "by severity": "sort=severity",
  "by due date": "sort=due",
  "by host": "sort=host",
  overdue: "due=overdue&sort=due",
  "nobody's, high": "assignee=none&severity=high",
  "of one group": `group=${GROUP}`,
  "undecided, of one tower": "decision=undecided&tower=hardening",
  "by a word": "q=number%2042",
  "closed ones too, page 1,000": `state=all&cursor=${Buffer.from("50000").toString("base64url")}`,
};

export async function work() {
  const server = await startRampart({ env: { RAMPART_ADMIN_TOKEN: TOKEN, DATABASE_URL } });
  try {
    await upload(server.url, TOKEN, reportOf(0, 0));
    const client = await connect(server.data, DATABASE_URL);
    await fillFindings(client);
    await lists(server.url);
    await bulk(server.url, client);
    await client.end();
  } finally {
    await server.stop();
  }
}

/** @param {string} url */
async function lists(url) {
  /** @type {Record<string, number[]>} */
  const taken = Object.fromEntries(Object.keys(LISTS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS * 4; round++) {
    for (const [name, query] of Object.entries(LISTS)) {
      const from = performance.now();
      const response = await fetch(`${url}/api/v1/findings?${query}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${query}: ${response.status} ${text.slice(0, 300)}`);
      // The first round fills what an engine keeps.
      if (round > 0) taken[name]?.push(performance.now() - from);
    }
  }
  for (const [name, times] of Object.entries(taken)) {
    row(
      `Findings ${name}: 50 of 100,000 on 1,000 hosts, p95`,
      "≤ 300 ms",
      { value: ms(quantile(times, 0.95)), floor: `p50 ${ms(median(times))}` },
      times,
    );
  }
}

/**
 * @param {string} url
 * @param {import("pg").Client} client
 */
async function bulk(url, client) {
  const taken = [];
  let changed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const change = {
      state: round % 2 === 0 ? "in-progress" : "fixed",
      due: `2027-01-${String(round + 1).padStart(2, "0")}`,
      addLabels: [`round ${round}`],
    };
    const from = performance.now();
    const response = await fetch(`${url}/api/v1/findings`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ query: { group: GROUP, state: "all" }, change, why: "bench" }),
    });
    const answer = await response.json();
    if (response.status !== 200) throw new Error(`bulk: ${response.status} ${JSON.stringify(answer)}`);
    taken.push(performance.now() - from);
    changed = answer.changed;
    // Both engines do so within a minute; nobody changes all of it again before.
    await client.query("vacuum (analyze) finding");
    await client.query("vacuum (analyze) event");
  }
  row(
    `State, due date and a label of ${changed} findings at once, with their events`,
    "≤ 3 s on 2 cores",
    { value: ms(median(taken)), floor: `longest ${ms(Math.max(...taken))}` },
    taken,
  );
}
