/** Journeys in a real browser against the production build; `npm test` calls them with RAMPART_CHROMIUM set. */
import "./scripts/test/json.mjs";
import { defineConfig } from "@playwright/test";
import type { Settings } from "./e2e/support/test";
import { CHROMIUM_FLAGS, findChromium } from "./scripts/browser/chromium.mjs";

/** A project is one Rampart with its fleet; its tests may add to it, and none may rest on what another one added. */
export default defineConfig<object, Settings>({
  testDir: "e2e",
  outputDir: "test-results/browser",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
  },
  projects: [
    { name: "rights", testDir: "e2e/rights" },
    { name: "empty", testDir: "e2e/empty", use: { fleet: "none" } },
    { name: "repair", testDir: "e2e/repair", use: { fleet: "none" } },
    { name: "fleet", testDir: "e2e/fleet", use: { fleet: "many" } },
  ],
});
