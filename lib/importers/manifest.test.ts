import { expect, it } from "vitest";
import { contextSchema, withManifests } from "./manifest";
import type { FileInput } from "./types";

const file = (path: string, content = "x"): FileInput => ({
  name: path.split("/").at(-1) ?? path,
  path,
  bytes: new TextEncoder().encode(content),
});

const MANIFEST = [
  "rampart-collector\t1",
  "host\tweb-01",
  "machine-id\t0123456789abcdef0123456789abcdef",
  "os-name\tDebian GNU/Linux",
  "file\tdpkg-verify.txt\t0\t2026-11-22T11:31:22Z\tdpkg --verify",
  "file\tbroken.txt\tx\tnever\tsome tool",
  "",
].join("\n");

it("tells the files of its own folder which command wrote them, when, and on which host", () => {
  const told = withManifests([
    file("web-01/rampart-manifest.tsv", MANIFEST),
    file("web-01/dpkg-verify.txt"),
    file("web-01/broken.txt"),
    file("web-01/other.txt"),
    file("db-02/dpkg-verify.txt"),
  ]);
  const host = {
    name: "web-01",
    identifiers: [{ kind: "machine-id", value: "0123456789abcdef0123456789abcdef" }],
    os: { family: null, name: "Debian GNU/Linux", version: null, kernel: null },
  };
  expect(told.map(({ path, context }) => [path, context])).toEqual([
    [
      "web-01/dpkg-verify.txt",
      { command: "dpkg --verify", exitCode: 0, endedAt: "2026-11-22T11:31:22Z", host },
    ],
    ["web-01/broken.txt", { command: "some tool", host }],
    ["web-01/other.txt", { host }],
    ["db-02/dpkg-verify.txt", undefined],
  ]);
  for (const { context } of told)
    if (context) expect(contextSchema.parse(context)).toEqual({ ...context, place: null });
});

it("stays among the files where it is none, to be refused like any other", () => {
  const files = [file("web-01/rampart-manifest.tsv", "host\tweb-01\n"), file("web-01/a.txt")];
  expect(withManifests(files)).toEqual(files);
});

it("takes no identifier that many hosts could share, and no name that is none", () => {
  const manifest = "rampart-collector\t1\nhost\tlocalhost\nmachine-id\tuninitialized\n";
  const [told] = withManifests([file("rampart-manifest.tsv", manifest), file("a.txt")]);
  expect(told?.context?.host).toMatchObject({ name: null, identifiers: [] });
});

it.each([
  ["+0200", 120],
  ["-0330", -210],
  ["+05:45", 345],
  ["-0000", 0],
  ["+1500", undefined],
  ["+0260", undefined],
  ["CEST", undefined],
  ["", undefined],
])("the clock of a host that is %s of UTC is %s minutes east", (written, minutes) => {
  const manifest = `rampart-collector\t1\nhost\tweb-01\nutc-offset\t${written}\n`;
  const [told] = withManifests([file("rampart-manifest.tsv", manifest), file("a.txt")]);
  expect(told?.context?.utcOffset).toBe(minutes);
  expect(contextSchema.parse(told?.context).utcOffset).toBe(minutes);
});

it("says nothing of the clock where the manifest does not", () => {
  const [told] = withManifests([file("rampart-manifest.tsv", MANIFEST), file("a.txt")]);
  expect(Object.keys(told?.context ?? {})).toEqual(["host"]);
});
