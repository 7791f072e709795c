/** `test` of all journeys: a Rampart a worker, somebody signed in, and pages that fail on whatever goes wrong in them. */
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { type MailServer, startMailServer } from "../../scripts/test/smtp";
import type { Role, State } from "./people";
import { Problems } from "./problems";
import { type Fleet, Rampart } from "./rampart";

export interface Settings {
  fleet: Fleet;
  /** Whether mail goes out: to a server of the test. */
  mail: boolean;
}

interface WorkerFixtures extends Settings {
  mails: MailServer | null;
  rampart: Rampart;
}

interface Fixtures {
  /** Who is signed in; null: nobody. */
  as: Role | null;
  problems: Problems;
  /** Another browser, watched as well, with these cookies; without them nobody is signed in. */
  another: (state?: State, options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  fleet: ["none", { scope: "worker", option: true }],
  mail: [false, { scope: "worker", option: true }],
  mails: [
    async ({ mail }, use) => {
      const server = mail ? await startMailServer() : null;
      await use(server);
      await server?.close();
    },
    { scope: "worker" },
  ],
  rampart: [
    async ({ fleet, mails, browser }, use) => {
      const rampart = await Rampart.start(fleet, browser, mails?.url);
      await use(rampart);
      await rampart.stop();
    },
    // The first start builds, and one with many hosts imports them.
    { scope: "worker", timeout: 600_000 },
  ],
  as: ["administrator", { option: true }],
  baseURL: async ({ rampart }, use) => use(rampart.url),
  storageState: async ({ rampart, as }, use) => use(as ? await rampart.signedIn(as) : undefined),
  problems: async ({ context, rampart }, use) => {
    const problems = new Problems();
    problems.watch(context, rampart.url);
    await use(problems);
    expect(problems.left(), "nothing goes wrong on any page").toEqual([]);
  },
  another: async ({ browser, rampart, problems }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (storageState, options) => {
      const context = await browser.newContext({ baseURL: rampart.url, storageState, ...options });
      contexts.push(context);
      problems.watch(context, rampart.url);
      const page = await context.newPage();
      return options?.javaScriptEnabled === false ? page : ready(page);
    });
    for (const context of contexts) await context.close();
  },
  page: async ({ page, problems, javaScriptEnabled }, use) => {
    expect(problems.left()).toEqual([]);
    await use(javaScriptEnabled === false ? page : ready(page));
  },
});

export { expect };

/** Clicks before hydration get lost: `goto` and `reload` return when the page can take them. */
export function ready(page: Page): Page {
  const { goto, reload } = page;
  const hydrated = () => page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  page.goto = async (...given) => {
    const response = await goto.apply(page, given);
    await hydrated();
    return response;
  };
  page.reload = async (...given) => {
    const response = await reload.apply(page, given);
    await hydrated();
    return response;
  };
  return page;
}
