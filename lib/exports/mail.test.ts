import fc from "fast-check";
import { expect, it } from "vitest";
import { noticeMail } from "./mail";

const site = "https://rampart.example.org";
const line = { text: "New critical finding on web-01: root may sign in", href: "/hosts/1/findings/2" };

it("says one notice in its subject, and where it leads", () => {
  const mail = noticeMail({ site, lines: [line], period: null });
  expect(mail.subject).toBe("Rampart: New critical finding on web-01: root may sign in");
  expect(mail.text).toBe(`New critical finding on web-01: root may sign in
https://rampart.example.org/hosts/1/findings/2

--
You get this mail because of your settings in Rampart:
https://rampart.example.org/notices/settings
`);
  expect(mail.html).toContain(
    '<li><a href="https://rampart.example.org/hosts/1/findings/2">New critical finding on web-01: root may sign in</a></li>',
  );
});

it("counts several, and names what a digest is of", () => {
  expect(noticeMail({ site, lines: [line, line], period: null }).subject).toBe("Rampart: 2 notices");
  expect(noticeMail({ site, lines: [line], period: "day" }).subject).toBe("Rampart: 1 notice of the day");
  expect(noticeMail({ site, lines: [line, line], period: "week" }).subject).toBe(
    "Rampart: 2 notices of the week",
  );
});

it("lists fifty, and says how many more there are", () => {
  const { text, html } = noticeMail({ site, lines: Array(53).fill(line), period: "day" });
  expect(text).toContain("… and 3 more: https://rampart.example.org/notices\n");
  expect(html.match(/<li>/g)).toHaveLength(50);
});

it("escapes whatever a report says, and leads nowhere else", () => {
  const text = `<img src=x onerror="alert('1')"> & more`;
  for (const href of ["//evil.example/x", "https://evil.example/", "javascript:alert(1)", '/x"><script>']) {
    const { html } = noticeMail({ site, lines: [{ text, href }], period: null });
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more");
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/href="(?!https:\/\/rampart\.example\.org\/)/);
  }
});

it("keeps a subject to one short line, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const { subject } = noticeMail({ site, lines: [{ ...line, text }], period: null });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      return !/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(subject) && [...subject].length <= 130;
    }),
  );
  const injected = noticeMail({
    site,
    lines: [{ ...line, text: "web\r\nBcc: all@example.org" }],
    period: null,
  });
  expect(injected.subject).toBe("Rampart: web Bcc: all@example.org");
});
