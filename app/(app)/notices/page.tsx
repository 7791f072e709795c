import type { Metadata } from "next";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { requireViewer } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { firstValues, withQuery } from "@/lib/href";
import { NOTICE_WORDS, SETTINGS_PAGE } from "@/lib/notices";
import { listNotices, type NoticeItem, noticeQuerySchema, unreadCount } from "@/lib/queries/notices";
import { reading } from "@/lib/queries/reading";
import { readAction } from "./actions";

export const metadata: Metadata = { title: "Notices" };

const STATES = [
  ["", "all"],
  ["unread", "unread"],
] as const;

export default async function NoticesPage({ searchParams }: PageProps<"/notices">) {
  const viewer = await requireViewer();
  const query = noticeQuerySchema.catch(noticeQuerySchema.parse({})).parse(firstValues(await searchParams));
  const [notices, unread, at] = await Promise.all([
    listNotices(viewer, query),
    unreadCount(viewer),
    reading(),
  ]);
  const shown = query.state === "unread" ? "unread" : "";
  const href = (change: Record<string, string | null>) => withQuery("/notices", { state: shown, ...change });
  return (
    <Page
      title="Notices"
      facts={`${plural(notices.total, "notice")}${shown ? " unread" : ""}`}
      actions={<ButtonLink href={SETTINGS_PAGE}>What you are told</ButtonLink>}
    >
      <nav aria-label="Which" className="mt-6 mb-4 flex gap-4 text-13">
        {STATES.map(([value, title]) => (
          <Link
            key={value}
            href={href({ state: value || null, cursor: null })}
            aria-current={shown === value ? "true" : undefined}
            className="pb-1 text-ink-2 hover:text-accent aria-[current]:font-bold aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--ink)]"
          >
            {title}
          </Link>
        ))}
      </nav>
      <ActionForm action={readAction} answers="above">
        {notices.items.length === 0 ? (
          <Nothing unread={shown !== ""} />
        ) : (
          <>
            <Table caption="Notices">
              <thead>
                <tr>
                  <Head>Notice</Head>
                  <Head className="hidden sm:table-cell">Fortress</Head>
                  <Head>When</Head>
                  <Head className="relative">
                    <span className="sr-only">Mark as read</span>
                  </Head>
                </tr>
              </thead>
              <tbody>
                {notices.items.map((notice) => (
                  <Row key={notice.id} notice={notice} at={at} />
                ))}
              </tbody>
            </Table>
            {unread > 0 && (
              <div className="mt-4">
                <Submit name="which" value="all">
                  Mark all as read
                </Submit>
              </div>
            )}
          </>
        )}
      </ActionForm>
      <Pager
        total={notices.total}
        limit={query.limit}
        offset={query.cursor}
        what="notices"
        hrefOf={(cursor) => href({ cursor })}
      />
    </Page>
  );
}

function Row({ notice, at }: { notice: NoticeItem; at: { now: number; zone: string } }) {
  const { id, kind, text, href, host, readAt } = notice;
  return (
    <tr className={readAt ? "text-ink-3" : undefined}>
      <Cell className="min-w-44 [overflow-wrap:anywhere]">
        <Link href={href} className={readAt ? "link" : "link font-bold"}>
          {text}
        </Link>
        <span className="block text-12 text-ink-3">
          {readAt ? "" : "unread · "}
          {kind === "other" ? "Notice" : NOTICE_WORDS[kind]}
        </span>
      </Cell>
      <Cell className="hidden min-w-28 [overflow-wrap:anywhere] sm:table-cell">
        {host && (
          <Link href={`/hosts/${host.id}`} className="link">
            {host.name}
          </Link>
        )}
      </Cell>
      <Cell className="text-ink-3">
        <Time at={notice.at} {...at} />
      </Cell>
      <Cell number>
        {!readAt && (
          <Submit small name="which" value={id} aria-label={`Mark as read: ${text}`}>
            Mark as read
          </Submit>
        )}
      </Cell>
    </tr>
  );
}

function Nothing({ unread }: { unread: boolean }) {
  return unread ? (
    <Empty title="Nothing unread">
      <p>What was read stands under “all” for 90 days.</p>
    </Empty>
  ) : (
    <Empty title="Nothing has been told yet">
      <p>
        Here stands what you should know without looking for it: new critical findings, those that come back,
        decisions that end, what is given to you. To hear of one finding, watch it on its page; choose what
        you are told, and by which way, under “What you are told”.
      </p>
    </Empty>
  );
}
