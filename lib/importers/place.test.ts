import { expect, it } from "vitest";
import { hostOfPlace } from "./place";

it.each([
  ["web-01/aide.txt", "web-01 by folder"],
  ["web-01/var/log/aide.txt", "web-01 by folder"],
  ["./web-01/aide.txt", "web-01 by folder"],
  ["web-01.example.org/a", "web-01.example.org by folder"],
  ["web-01--aide.txt", "web-01 by file-name"],
  ["reports/web-01--aide.txt", "web-01 by file-name"],
  ["db-02/web-01--aide.txt", "db-02 by folder"],
  ["aide.txt", null],
  ["var/log/rkhunter.log", null],
  ["my reports/aide.txt", null],
  ["--aide.txt", null],
  ["-rf/aide.txt", null],
  ["../aide.txt", null],
  ["", null],
  [null, null],
])("%s names %s", (path, expected) => {
  const host = hostOfPlace(path);
  expect(host && `${host.name} by ${host.by}`).toBe(expected);
});
