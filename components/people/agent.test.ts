import { expect, it } from "vitest";
import { agentName } from "./agent";

const MOZILLA = "Mozilla/5.0";
const KHTML = "AppleWebKit/537.36 (KHTML, like Gecko)";

it.each([
  [`${MOZILLA} (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0`, "Firefox on Linux"],
  [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${KHTML} Chrome/141.0.0.0 Safari/537.36`, "Chrome on Windows"],
  [`${MOZILLA} (Windows NT 10.0) ${KHTML} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, "Edge on Windows"],
  [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) ${KHTML} Version/18.0 Safari/605.1.15`, "Safari on macOS"],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${KHTML} Version/18.0 Mobile/15E148 Safari/604.1`,
    "Safari on iPhone",
  ],
  [`${MOZILLA} (Linux; Android 16; K) ${KHTML} Chrome/141.0.0.0 Mobile Safari/537.36`, "Chrome on Android"],
  [
    `${MOZILLA} (X11; Linux x86_64) ${KHTML} HeadlessChrome/141.0.0.0 Safari/537.36`,
    "Chrome (headless) on Linux",
  ],
  ["curl/8.5.0", "curl"],
  ["", "unknown browser"],
  [" ", "unknown browser"],
  ["<img src=x>", "<img src=x>"],
  ["z".repeat(500), "z".repeat(60)],
])("%s", (agent, name) => {
  expect(agentName(agent)).toBe(name);
});
