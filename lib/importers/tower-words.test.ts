import { expect, it } from "vitest";
import { placeByWords } from "./tower-words";

const rules = [{ tower: "integrity", group: "file_integrity", words: ["aide", "si-7"] }];
const place = placeByWords({ otherwise: { tower: "hardening", group: "other" }, rules });

it("finds whole words only, whatever their case", () => {
  expect(place("AIDE runs")).toEqual({ tower: "integrity", group: "file_integrity" });
  expect(place("nist SI-7 (1)").tower).toBe("integrity");
  expect(["first aided", "nist SI-71", ""].map((text) => place(text).tower)).toEqual(
    Array(3).fill("hardening"),
  );
});

it("takes no catalogue of another shape", () => {
  expect(() => placeByWords({ rules })).toThrow();
});
