import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { Select } from "@/components/ui/form";
import { Page } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { viewerWho } from "@/lib/auth/request";
import { readEnvironment } from "@/lib/env";
import { DIGESTS, type Digest, NOTICE_KINDS, NOTICE_WORDS } from "@/lib/notices";
import { noticePreferences } from "@/lib/queries/notices";
import { preferencesAction } from "../actions";

export const metadata: Metadata = { title: "What you are told" };

const DIGEST_WORDS: Record<Digest, string> = {
  off: "none",
  daily: "every day at 6:00 UTC",
  weekly: "every Monday at 6:00 UTC",
};

export default async function NoticeSettingsPage() {
  const viewer = await viewerWho("notice.own");
  if (!viewer) notFound();
  const { kinds, digest } = await noticePreferences(viewer);
  return (
    <Page
      title="What you are told"
      trail={[{ title: "Notices", href: "/notices" }]}
      facts={`Mail goes to ${viewer.actor}`}
    >
      {readEnvironment().mail === null && (
        <p className="mt-4 max-w-[68ch] border-unproven border-l-2 bg-unproven-soft px-3 py-2 text-13 text-unproven">
          This Rampart sends no mail: its administrator has not set <code>RAMPART_SMTP_URL</code>. What you
          choose here holds from when it does.
        </p>
      )}
      <div className="mt-6 max-w-[680px]">
        <ActionForm action={preferencesAction}>
          <Table caption="What you are told, and how">
            <thead>
              <tr>
                <Head>Of</Head>
                <Head>By the bell</Head>
                <Head>By mail, at once</Head>
              </tr>
            </thead>
            <tbody>
              {NOTICE_KINDS.map((kind) => (
                <tr key={kind}>
                  <Cell>{NOTICE_WORDS[kind]}</Cell>
                  {(["app", "mail"] as const).map((way) => (
                    <Cell key={way}>
                      <input
                        type="checkbox"
                        name={way}
                        value={kind}
                        defaultChecked={kinds[kind][way]}
                        aria-label={`${NOTICE_WORDS[kind]}: ${way === "app" ? "by the bell" : "by mail, at once"}`}
                        className="size-6 accent-ink sm:size-4"
                      />
                    </Cell>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
          <p className="mt-3 mb-6 max-w-[68ch] text-12 text-ink-3">
            With neither, you are not told. By mail only, it stands among the notices as read. Several mails
            within a minute come as one.
          </p>
          <div className="grid max-w-[320px] gap-4">
            <Select
              key={digest}
              id="digest"
              label="Digest by mail"
              defaultValue={digest}
              hint="What was not mailed at once and you have not read, in one mail; none when there is nothing."
            >
              {DIGESTS.map((value) => (
                <option key={value} value={value}>
                  {DIGEST_WORDS[value]}
                </option>
              ))}
            </Select>
            <div>
              <Submit look="primary">Save</Submit>
            </div>
          </div>
        </ActionForm>
      </div>
    </Page>
  );
}
