/** What an address says of a link that is to be made: read for the preview, and once more when it is made. */
import { MOST_COMMENT, type ShareChoices } from "@/components/share/choices";
import { PAPERS } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { textsOf } from "@/lib/form";
import { USUAL_SHARE_DAYS } from "@/lib/queries/share-policy";
import { addressOfRequest, requestOfAddress, type SummaryAddress } from "@/lib/queries/summary/address";

type Asked = Record<string, string | string[] | undefined>;

/** `state` is in the address once somebody has chosen; `step=choose` with it: to choose again. */
export const isChosen = ({ state, step }: Asked): boolean => Boolean(state) && step !== "choose";

/** @param asked the page's address */
export function readChoices(asked: Asked): ShareChoices {
  const one = (name: string): string => [asked[name] ?? ""].flat()[0] ?? "";
  const chosen = one("state") !== "";
  const sections = [asked.section ?? []].flat();
  const life = Number(one("life"));
  return {
    title: one("title").slice(0, 120),
    comment: one("comment").slice(0, MOST_COMMENT),
    sections: SUMMARY_SECTIONS.filter((section) => !chosen || sections.includes(section)),
    hideNames: one("hide") === "1",
    watermark: one("watermark").slice(0, 60),
    frozen: one("state") !== "live",
    days: Number.isInteger(life) && life > 0 ? life : USUAL_SHARE_DAYS,
    badge: one("badge") === "1",
    pdf: PAPERS.find((paper) => paper === one("pdf")) ?? null,
  };
}

/** The same of a form. */
export const choicesOfForm = (form: FormData): ShareChoices =>
  readChoices(Object.fromEntries([...new Set(form.keys())].map((name) => [name, textsOf(form, name)])));

/** All of it as the fields of a form or an address, as `readChoices` and `readSummaryAddress` read them. */
export function fieldsOfChoices(about: SummaryAddress, choices: ShareChoices): [string, string][] {
  const request = requestOfAddress(about);
  const scope = Object.entries({ ...addressOfRequest(request), days: request.periodDays });
  const { sections, hideNames, badge, pdf, frozen, days, title, comment, watermark } = choices;
  const fields: [string, string | number | null | undefined][] = [
    ...scope,
    ...sections.map((section): [string, string] => ["section", section]),
    ...Object.entries({ title, comment, watermark, pdf, life: days, state: frozen ? "frozen" : "live" }),
    ["hide", hideNames ? "1" : null],
    ["badge", badge ? "1" : null],
  ];
  return fields.flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
  );
}
