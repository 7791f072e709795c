import { ADMIN, invite, join, type Role, signIn, somebody } from "../support/people";
import { NOWHERE, PLACES } from "../support/places";
import { expect, test } from "../support/test";

const READS = [
  ...["Fortresses", "Findings", "Board", "Plans", "Decisions", "Attestations"],
  ...["Summary", "Evidence"],
];
const WORKS = ["Overview", "My work", ...READS, "Bring evidence"];

/** What each role finds, in its order: pages, settings, and what can be done with a report and a host. */
const SEES: Record<Role, { pages: string[]; settings: string[]; report: string[]; host: string[] }> = {
  viewer: { pages: ["Overview", ...READS], settings: ["API", "My account"], report: [], host: [] },
  analyst: {
    pages: WORKS,
    settings: ["API tokens", "API", "My account"],
    report: ["Original"],
    host: ["Bring evidence"],
  },
  manager: {
    pages: WORKS,
    settings: ["Share links", "Schedules", "Policy", "API tokens", "API", "My account"],
    report: ["Original", "Undo import"],
    host: ["Identity", "Bring evidence"],
  },
  administrator: {
    pages: WORKS,
    settings: [
      ...["Share links", "Schedules", "Policy", "People", "API tokens"],
      ...["Web hooks", "API", "Audit log", "My account"],
    ],
    report: ["Original", "Undo import"],
    host: ["Identity", "Bring evidence"],
  },
};

const LOCKED: Record<Role, string[]> = {
  viewer: [
    ...["/people", "/tokens", "/tokens/new", "/tokens/lynis", "/hooks", "/hooks/new", "/audit"],
    ...["/policy", "/plans/new"],
  ],
  analyst: ["/people", "/hooks", "/audit", "/policy"],
  manager: ["/people", "/hooks", "/audit"],
  administrator: [],
};

for (const role of ["viewer", "analyst", "manager", "administrator"] as const) {
  test.describe(() => {
    test.use({ as: role });

    test(`a ${role} sees exactly what a ${role} may do`, async ({ page, rampart, problems }) => {
      const sees = SEES[role];
      const host = await rampart.host("web-01");
      await page.goto(await rampart.report("web-01"));
      const banner = page.getByRole("banner");
      expect(await banner.getByRole("list", { name: "Pages" }).getByRole("link").allTextContents()).toEqual(
        sees.pages,
      );
      expect(
        await banner.getByRole("list", { name: "Settings" }).getByRole("link").allTextContents(),
      ).toEqual(sees.settings);
      const main = page.getByRole("main");
      const actions = main.getByRole("button").or(main.getByRole("link", { name: "Original" }));
      expect((await actions.allTextContents()).map((text) => text.trim())).toEqual(sees.report);

      await page.goto(host);
      const doing = main.getByRole("link", { name: /^(Identity|Bring evidence)$/ });
      expect(await doing.allTextContents()).toEqual(sees.host);

      await page.goto("/upload");
      const may = sees.pages.includes("Bring evidence");
      await expect(main.getByText("You may read here")).toHaveCount(may ? 0 : 1);
      await expect(main.getByLabel(/^Choose (files|a folder)$/)).toHaveCount(may ? 2 : 0);

      problems.allow(/status of 404/);
      const locked = [...LOCKED[role], ...(sees.host.includes("Identity") ? [] : [`${host}/identity`])];
      for (const path of locked) {
        expect((await page.goto(path))?.status(), path).toBe(404);
        await expect(main.getByText("This page does not exist, or you may not see it")).toBeVisible();
      }
      const original = (await page.request.get(`/api/v1${await rampart.report("web-01")}/original`)).status();
      expect(original).toBe(sees.report.includes("Original") ? 200 : 403);
    });
  });
}

test("an address that names nothing answers with the page that says so", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  for (const path of NOWHERE) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    await expect(
      page.getByRole("banner").getByRole("link", { name: "Fortresses" }),
      "with the way on",
    ).toBeVisible();
  }
});

test("an address that no page has says so, and leads back", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  expect((await page.goto("/no-such-page"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await page.getByRole("link", { name: "To the overview" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
});

test("whoever is signed out is asked to sign in, and brought back", async ({ another, rampart }) => {
  const page = await another();
  for (const place of PLACES.filter(({ open }) => !open)) {
    const path = await place.path(rampart);
    const response = await page.goto(path);
    expect(response?.status(), "no page tells whether something exists").toBe(200);
    const next = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
    await expect(page).toHaveURL(`${rampart.url}/sign-in${next}`);
    await expect(page.getByRole("banner")).toHaveCount(0);
  }
});

test("a session that was ended is out at its next click", async ({ page, another, rampart }) => {
  const other = await another(await signIn(rampart.url, ADMIN.email, ADMIN.password));
  await other.goto("/hosts");
  await page.goto("/account");
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
  await expect(page.getByRole("main").getByRole("status")).toBeVisible();
  await other.getByRole("banner").getByRole("link", { name: "Findings" }).click();
  await expect(other).toHaveURL(`${rampart.url}/sign-in?next=%2Ffindings`);
  await page.goto("/findings");
  await expect(page, "the one who ended it stays").toHaveURL(`${rampart.url}/findings`);
});

test("somebody is invited, promoted and shut out, each at the next click", async ({
  page,
  another,
  browser,
  rampart,
}) => {
  const person = somebody("newcomer");
  const link = await invite(page, person.email, "viewer");
  expect(link).toMatch(new RegExp(`^${rampart.url}/join/[\\w-]{30,}$`));
  const theirs = await another(await join(browser, link, person));
  await theirs.goto("/hosts");
  const upload = theirs.getByRole("banner").getByRole("link", { name: "Bring evidence" });
  await expect(upload).toHaveCount(0);

  await page.goto("/people");
  await expect(page.getByText(link), "a link is shown once").toHaveCount(0);
  await page
    .getByRole("row")
    .filter({ hasText: person.email })
    .getByRole("link", { name: person.name })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(person.name);
  await page.getByRole("combobox", { name: "Role" }).selectOption("analyst");
  await page.getByRole("button", { name: "Change the role" }).click();
  await expect(page.getByText("Their role is analyst from the next page on.")).toBeVisible();
  await theirs.goto("/hosts");
  await expect(upload).toBeVisible();

  await page.getByRole("button", { name: `Disable ${person.name}` }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Disable ${person.name}` })
    .click();
  await expect(page.getByRole("button", { name: `Enable ${person.name}` })).toBeVisible();
  await upload.click();
  await expect(theirs).toHaveURL(`${rampart.url}/sign-in?next=%2Fupload`);
  const again = await another();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: "This link has ended" })).toBeVisible();
});
