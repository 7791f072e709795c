/** The three pages behind a share link: the summary, the door, and nothing. None leads anywhere else. */
import { SummarySections } from "@/components/summary/sections";
import { SummaryStory } from "@/components/summary/story";
import type { Summary } from "@/lib/exports/summary";
import { periodWords } from "@/lib/exports/summary-words";
import { moment } from "@/lib/format";
import type { OpenShare } from "@/lib/queries/shares";
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
      {tried ? (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      ) : (
        <p>Whoever sent you the link has it.</p>
      )}
      <form method="post">
        <label htmlFor="password">Password</label>
        <input id="password" name="password" type="password" required maxLength={256} autoComplete="off" />
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

export function summaryPage(share: OpenShare, summary: Summary): Promise<Response> {
  return sharePage(
    <title>{`${summary.title}: risk summary`}</title>,
    <>
      {share.watermark !== "" && (
        <div className="watermark" aria-hidden="true">
          {share.watermark}
        </div>
      )}
      <main>
        <p className="kicker">Risk summary</p>
        <h1>{summary.title}</h1>
        <p className="facts">
          {periodWords(summary)}.{" "}
          {share.frozenAt
            ? `As it stood on ${moment(summary.at, "UTC")}: what happened since is not in it.`
            : `As of ${moment(summary.at, "UTC")}.`}
        </p>
        <SummaryStory summary={summary} />
        <SummarySections summary={summary} sections={share.sections} />
        <footer>
          Made with Rampart from audit reports.
          {share.hideNames && " Fortresses are called by other names than their own."}
          {share.watermark !== "" && ` ${share.watermark}.`}
        </footer>
      </main>
    </>,
  );
}
