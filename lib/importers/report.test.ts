import { expect, it } from "vitest";
import { oneReport } from "./report";

it("a source that a report names holds no character that turns or hides text", () => {
  const said = {
    format: "inspec",
    source: "inspec/base\u202eline\u0007\n2",
    tool: { name: "InSpec", version: null },
  };
  const result = oneReport(said, new Uint8Array());
  expect(result.ok && result.reports[0].source).toBe("inspec/baseline 2");
});
