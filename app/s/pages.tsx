/** The three pages behind a share link: the summary, the door, and nothing. None leads anywhere else. */
import { ReaderView } from "@/components/share/reader-view";
import type { Summary } from "@/lib/exports/summary";
import type { OpenShare } from "@/lib/queries/open-share";
import { sharePage } from "./answer";

/** The same for unknown, expired and revoked links, and for everything below any link. */
export const gonePage = (): Promise<Response> =>
  sharePage(
    <title>Nothing to see here</title>,
    <main className="door">
      <h1>There is nothing here</h1>
      <p>This link is not known, or it does not work any more. Ask whoever sent it to you for a new one.</p>
    </main>,
    { status: 404 },
  );

export const failedPage = (errorId: string): Promise<Response> =>
  sharePage(
    <title>Something went wrong</title>,
    <main className="door">
      <h1>Something went wrong</h1>
      <p>Try again later. Whoever sent you this link finds the reason under {errorId} in the log.</p>
    </main>,
    { status: 500 },
  );

/** @param tried what came of the last try; null: there was none */
export function doorPage(tried: { minutes: number | null } | null): Promise<Response> {
  const { minutes = null } = tried ?? {};
  const wrong =
    minutes === null
      ? "This is not the password."
      : `Too many wrong passwords. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
  return sharePage(
    <title>Password needed</title>,
    <main className="door">
      <h1>This summary has a password</h1>
      <p>Whoever sent you the link has it.</p>
      {tried && (
        <p role="alert" className="wrong" id="wrong">
          {wrong}
        </p>
      )}
      <form method="post">
        <label htmlFor="password">Password</label>
        <input
          {...{ id: "password", name: "password", type: "password", required: true, maxLength: 256 }}
          {...{ autoComplete: "off", autoFocus: true }}
          {...(tried && { "aria-invalid": true, "aria-describedby": "wrong" })}
        />
        <button type="submit">Show the summary</button>
      </form>
    </main>,
    tried === null
      ? {}
      : minutes === null
        ? { status: 403 }
        : { status: 429, headers: { "retry-after": String(minutes * 60) } },
  );
}

interface Shown {
  share: OpenShare;
  summary: Summary;
  token: string;
}

export function summaryPage({ share, summary, token }: Shown): Promise<Response> {
  const { sections, frozenAt, hideNames, watermark, expiresAt, pdf } = share;
  return sharePage(
    <title>{`${summary.title}: risk summary`}</title>,
    <main>
      <ReaderView
        {...{ summary, sections, hideNames, watermark, frozen: frozenAt !== null, until: expiresAt }}
        pdf={pdf && { paper: pdf, href: `/s/${token}/summary.pdf` }}
      />
    </main>,
  );
}
