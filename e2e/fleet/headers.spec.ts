import http from "node:http";
import { expect, test } from "../support/test";

/** Asks under another name, as a page of an attacker does whose name leads here. */
const status = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = http.get(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on("error", reject);
  });

test("a name that is not ours is not served", async ({ rampart }) => {
  const { port } = new URL(rampart.url);
  for (const host of [
    "evil.example",
    `evil.example:${port}`,
    "127.0.0.1.evil.example",
    "localhost.evil.example",
  ]) {
    expect(await status(`${rampart.url}/sign-in`, host), host).toBe(421);
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, "192.0.2.7"]) {
    expect(await status(`${rampart.url}/sign-in`, host), host).toBe(200);
  }
});

test("the session's cookie is out of reach for script and other sites", async ({ page, context }) => {
  await page.goto("/");
  const session = (await context.cookies()).find(({ name }) => name === "rampart-session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("rampart-session");
});

test("the guard of these tests sees what it guards against", async ({ page, problems }) => {
  await page.goto("/hosts");
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    document.head.append(style);
    const image = document.createElement("img");
    image.src = "https://evil.example/x.png";
    document.body.append(image);
    console.error("an error of the test");
    setTimeout(() => {
      throw new Error("thrown by the test");
    });
  });
  await expect
    .poll(() =>
      problems
        .left()
        .map((text) => text.slice(0, 32))
        .sort(),
    )
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^console: Applying inline style/),
        expect.stringMatching(/^console: an error of the test/),
        expect.stringMatching(/^foreign request: https:\/\/evil/),
        expect.stringMatching(/^page error: /),
      ]),
    );
  problems.allow(/./);
});
