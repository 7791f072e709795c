/** What an address says of a link that is to be made: read for the preview, and once more when it is made. */
import type { ShareChoices } from "@/components/share/share-options";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { USUAL_SHARE_DAYS } from "@/lib/queries/share-policy";

type Asked = Record<string, string | string[] | undefined>;

/** @param asked the page's address; `state` is in it once somebody has chosen */
export function readChoices(asked: Asked): ShareChoices {
  const one = (name: string): string => [asked[name] ?? ""].flat()[0] ?? "";
  const chosen = one("state") !== "";
  const sections = [asked.section ?? []].flat();
  const life = Number(one("life"));
  return {
    title: one("title").slice(0, 120),
    comment: one("comment").slice(0, 2000),
    sections: SUMMARY_SECTIONS.filter((section) => !chosen || sections.includes(section)),
    hideNames: one("hide") === "1",
    watermark: one("watermark").slice(0, 60),
    frozen: one("state") !== "live",
    days: Number.isInteger(life) && life > 0 ? life : USUAL_SHARE_DAYS,
    badge: one("badge") === "1",
  };
}

/** The same of a form. */
export const choicesOfForm = (form: FormData): ShareChoices =>
  readChoices(
    Object.fromEntries(
      [...new Set(form.keys())].map((name) => [
        name,
        form.getAll(name).filter((value): value is string => typeof value === "string"),
      ]),
    ),
  );
