/** People and their sessions, made as people make them: on the pages. */
import { type Browser, type BrowserContext, type Page, request } from "@playwright/test";

export type Role = "viewer" | "analyst" | "manager" | "administrator";
export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

export interface Person {
  name: string;
  email: string;
  password: string;
}

export const ADMIN: Person = {
  name: "Ada Adamant",
  email: "ada@example.org",
  password: "a wall with four towers",
};

let made = 0;

export const somebody = (name: string): Person => ({
  name: `Some ${name}`,
  email: `${name}-${process.pid}-${made++}@example.org`,
  password: "a bridge over a moat",
});

/** Makes the first user, unless a test did. */
export async function makeFirst(browser: Browser, link: string, person: Person): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  const name = page.getByLabel("Your name");
  if (await name.isVisible()) {
    await name.fill(person.name);
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await page.getByRole("button", { name: "Make the first user" }).click();
    await page.waitForURL((url) => url.pathname === "/");
  }
  await context.close();
}

/** A fresh session, through the door that next-auth offers. */
export async function signIn(url: string, email: string, password: string): Promise<State> {
  const context = await request.newContext({ baseURL: url });
  const { csrfToken } = (await (await context.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const form = { csrfToken, email, password, json: "true" };
  const answer = await context.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${await answer.text()}`);
  const state = await context.storageState();
  await context.dispose();
  return state;
}

/**
 * @param page of an administrator
 * @returns the link that is shown once
 */
export async function invite(page: Page, email: string, role: Role): Promise<string> {
  await page.goto("/people");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail address").fill(email);
  await form.getByLabel("Role", { exact: true }).selectOption(role);
  await form.getByRole("button", { name: "Make the invitation" }).click();
  return (await form.getByRole("status").filter({ hasText: email }).locator("pre").innerText()).trim();
}

/** Accepts an invitation in a browser of their own. */
export async function join(browser: Browser, link: string, person: Person): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  const state = await context.storageState();
  await context.close();
  return state;
}
