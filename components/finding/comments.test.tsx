import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Comments } from "./comments";

const COMMENT = {
  ...{ id: "c1", at: "2026-11-12T10:00:00.000Z", editedAt: null, removedAt: null },
  ...{ actor: "ann@example.org", name: "Ann", mine: false },
};
const shown = (text: string, more: object = {}): string =>
  renderToStaticMarkup(
    <Comments
      comments={[{ ...COMMENT, text, ...more }]}
      own={null}
      zone="UTC"
      now={Date.UTC(2026, 10, 13)}
    />,
  );

it.each([
  ["<script>alert(1)</script>"],
  ["<img src=x onerror=alert(1)>"],
  ["[a](javascript:alert(1))"],
  ["[a](JaVaScRiPt:alert(1)) [b](data:text/html,x) [c](vbscript:x)"],
  ["![a](https://evil.example/pixel.png)"],
  ["<https://x.example/\"onmouseover='alert(1)'>"],
  ["<style>body{display:none}</style><iframe src=https://evil.example></iframe>"],
])("shows a hostile comment without what it wants: %s", (text) => {
  const html = shown(text);
  expect(html).not.toMatch(/<(script|img|style|iframe|svg|object)/i);
  expect(html).not.toMatch(/(javascript|vbscript|data):/i);
  expect(html).not.toMatch(/<[^>]* on\w+=/i);
});

it("shows Markdown, with links to https only", () => {
  const html = shown(
    "**Done**, see [the runbook](https://wiki.example.org/x) and [that](http://plain.example).",
  );
  expect(html).toContain("<strong>Done</strong>");
  expect(html).toContain('href="https://wiki.example.org/x"');
  expect(html).toContain('rel="noopener noreferrer"');
  expect(html).not.toContain("plain.example");
});

it("shows a name as text, and says that a comment was taken back", () => {
  expect(shown("x", { name: "<b>Ann</b>" })).toContain("&lt;b&gt;Ann&lt;/b&gt;");
  const gone = shown("", { removedAt: "2026-11-12T11:00:00.000Z" });
  expect(gone).toContain("Removed by its writer.");
  expect(gone).toContain('id="comment-c1"');
});
