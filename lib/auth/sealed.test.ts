import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, expect, it } from "vitest";
import { openSecrets } from "./data-folder";
import { seal, unseal } from "./sealed";

function freshInstance(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rampart-sealed-"));
  openSecrets(folder);
  fs.rmSync(folder, { recursive: true });
}

beforeEach(freshInstance);

it("opens what it sealed, and holds nothing of it in the open", () => {
  const sealed = seal("whs_öffne mich", "a");
  expect(unseal(sealed, "a")).toBe("whs_öffne mich");
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("whs_");
  expect(seal("whs_öffne mich", "a")).not.toBe(sealed);
});

it("opens for nothing else, and not when it was changed or cut", () => {
  const sealed = seal("secret", "a");
  expect(unseal(sealed, "b")).toBeNull();
  for (let place = 0; place < sealed.length; place += 7) {
    const other = sealed[place] === "A" ? "B" : "A";
    expect(unseal(sealed.slice(0, place) + other + sealed.slice(place + 1), "a")).toBeNull();
  }
  expect(unseal(sealed.slice(0, 20), "a")).toBeNull();
  expect(unseal("", "a")).toBeNull();
});

it("does not open for another instance", () => {
  const sealed = seal("secret", "a");
  freshInstance();
  expect(unseal(sealed, "a")).toBeNull();
});
