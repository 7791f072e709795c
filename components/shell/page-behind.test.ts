import { describe, expect, test } from "vitest";
import { pageBehind } from "./page-behind";

const HERE = "https://rampart.example/hosts?q=web";

describe("the page behind a link", () => {
  test.each([
    ["/findings?state=open", "/findings?state=open"],
    ["/hosts/1/hardening#guard", "/hosts/1/hardening#guard"],
    ["?q=db", "/hosts?q=db"],
    ["https://rampart.example/board", "/board"],
    ["/hosts?q=web", "/hosts?q=web"],
    ["/shares", "/shares"],
  ])("%s is %s", (href, page) => expect(pageBehind(href, HERE)).toBe(page));

  test.each([
    ["another site", "https://example.org/hosts"],
    ["a site without a scheme", "//example.org/hosts"],
    ["script", "javascript:alert(1)"],
    ["mail", "mailto:anna@example.org"],
    ["an answer of the API", "/api/v1/exports/hosts.csv"],
    ["a shared summary", "/s/0123"],
    ["a file", "/collect.sh"],
    ["a place on this page", "#main"],
    ["no address", "http://["],
  ])("%s is left to the browser", (_, href) => expect(pageBehind(href, HERE)).toBeNull());
});
