import { expect, it } from "vitest";
import { suggestPassword } from "./suggested-password";

it("suggests passwords that can be read out, each another", () => {
  const many = Array.from({ length: 1000 }, suggestPassword);
  for (const one of many) expect(one).toMatch(/^[a-kmnp-z2-9]{4}(-[a-kmnp-z2-9]{4}){2}$/);
  expect(new Set(many).size).toBe(1000);
});
