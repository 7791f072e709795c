import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Still, stillOf } from "./still";

test("what was drawn once stands on the page as it was drawn, and text stays text", async () => {
  const hostile = "</td><script>alert(1)</script>";
  const markup = await stillOf(
    <tr>
      <td title={`" onclick="x`}>{hostile}</td>
    </tr>,
  );
  expect(markup).toBe(
    '<tr><td title="&quot; onclick=&quot;x">&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;</td></tr>',
  );
  expect(renderToStaticMarkup(<Still as="tbody" markup={markup} />)).toBe(`<tbody>${markup}</tbody>`);
});
