import { ADMIN } from "../support/people";
import { expect, test } from "../support/test";

test.use({ as: null });

// One after the other: there is a first user only once.
test.describe.configure({ mode: "serial" });

test("the printed link makes the first user, once", async ({ page, rampart }) => {
  await page.goto("/");
  await expect(page).toHaveURL(`${rampart.url}/sign-in`);

  await page.goto(rampart.setUp);
  await expect(page.getByRole("heading", { name: "Set up Rampart" })).toBeVisible();
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  const password = page.getByLabel("Password");
  // The browser would stop it by itself; the server must as well.
  await password.evaluate((field) => field.removeAttribute("minlength"));
  await password.fill("elevenchars");
  await page.getByRole("button", { name: "Make the first user" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    "A password needs 12 characters or more.",
  );
  await expect(page.getByLabel("Your name")).toHaveValue(ADMIN.name);

  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Make the first user" }).click();
  await expect(page).toHaveURL(`${rampart.url}/`);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(`${ADMIN.name}administrator`);

  await page.goto(rampart.setUp);
  await expect(page.getByRole("heading", { name: "This link has ended" })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("signing out and in again leads to the page that was asked for", async ({ page, rampart }) => {
  await rampart.signedIn("administrator");
  await page.goto("/hosts?sort=-name");
  await expect(page).toHaveURL(`${rampart.url}/sign-in?next=%2Fhosts%3Fsort%3D-name`);
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByLabel("Password").fill("a wall with five towers");
  await page.getByRole("button", { name: "Sign in" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toHaveText("The address or the password is not right.");
  await expect(page.getByLabel("E-mail address")).toHaveValue(ADMIN.email);
  await expect(page.getByLabel("Password")).toHaveValue("");

  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${rampart.url}/hosts?sort=-name`);
  await expect(page.getByRole("heading", { name: "Fortresses" })).toBeVisible();

  await page.goto("/sign-in?next=/findings");
  await expect(page, "who is signed in is not asked again").toHaveURL(`${rampart.url}/findings`);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${rampart.url}/sign-in`);
  await page.goto("/findings");
  await expect(page).toHaveURL(`${rampart.url}/sign-in?next=%2Ffindings`);
  await page.goBack();
  await expect(page, "the way back shows nothing").toHaveURL(`${rampart.url}/sign-in`);
});

test("an account that does not exist is refused with the same sentence", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill("nobody@example.org");
  await page.getByLabel("Password").fill("a wall with four towers");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    "The address or the password is not right.",
  );
});

const ELSEWHERE = [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "javascript:alert(1)",
  "http:evil.example",
  "/%0d%0aLocation:%20https://evil.example/",
];

test("the way back never leads to another site", async ({ page, rampart }) => {
  await rampart.signedIn("administrator");
  for (const next of ELSEWHERE) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    const field = page.locator("input[name=next]");
    const to = new URL(await field.inputValue(), page.url());
    expect(to.origin, next).toBe(rampart.url);
  }
  // What a page did not write must not be believed either.
  await page.locator("input[name=next]").evaluate((field: HTMLInputElement) => {
    field.value = "//evil.example/";
  });
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${rampart.url}/`);
  await page.goto("/sign-in?next=//evil.example/");
  await expect(page).toHaveURL(`${rampart.url}/`);
});

test("signing in works without script", async ({ another, rampart }) => {
  await rampart.signedIn("administrator");
  const page = await another(undefined, { javaScriptEnabled: false });
  await page.goto("/reports");
  await page.getByLabel("E-mail address").fill(ADMIN.email);
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    "The address or the password is not right.",
  );
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${rampart.url}/reports`);
  await expect(page.getByRole("heading", { name: "Evidence" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${rampart.url}/sign-in`);
});
