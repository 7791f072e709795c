import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Still } from "@/components/ui/still";
import { answering } from "./document.mjs";

const rows = "<tr><td>web-01</td></tr>";
const asked = (headers: Record<string, string>) =>
  answering({ headers }, () => {
    const element = Still({ as: "tbody", markup: rows });
    return { told: element.props, markup: renderToStaticMarkup(element) };
  });

test("a document holds what is still once, as markup, and tells the browser's script only where it stands", () => {
  expect(asked({ accept: "text/html" })).toEqual({
    told: { as: "tbody", className: undefined, place: 0 },
    markup: `<tbody data-still="0">${rows}</tbody>`,
  });
});

test.each<Record<string, string>>([{ rsc: "1" }, { "next-action": "40f7" }])(
  "what the browser's script asks for brings it along: %o",
  (headers) => {
    expect(asked(headers)).toEqual({
      told: { as: "tbody", className: undefined, markup: rows },
      markup: `<tbody>${rows}</tbody>`,
    });
  },
);

test("each document has places of its own", () => {
  const both = answering({ headers: {} }, () => [Still({ markup: "one" }), Still({ markup: "two" })]);
  expect(both.map(({ props }) => props.place)).toEqual([0, 1]);
  expect(() => answering({ headers: {} }, () => renderToStaticMarkup(both[1] ?? null))).toThrow(
    "Nothing was set aside at 1",
  );
});
