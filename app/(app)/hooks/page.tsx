import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeliveryState } from "@/components/hook/delivery-state";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Empty, Page } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { NOTICE_WORDS } from "@/lib/notices";
import { listHooks } from "@/lib/queries/hooks";
import { reading } from "@/lib/queries/reading";

export const metadata: Metadata = { title: "Web hooks" };

export default async function HooksPage() {
  const viewer = await viewerWho("hook.manage");
  if (!viewer) notFound();
  const [hooks, at] = await Promise.all([listHooks(viewer), reading()]);
  return (
    <Page
      title="Web hooks"
      facts={`${plural(hooks.length, "web hook")} · other systems are told what happens, each time signed`}
      actions={
        <ButtonLink href="/hooks/new" look="primary">
          New web hook
        </ButtonLink>
      }
    >
      {hooks.length === 0 ? (
        <Empty title="No web hook yet">
          <p>
            A chat, a ticket system or a script of yours is told of new critical findings, of what comes back
            and of what is late: make one with “New web hook”.
          </p>
        </Empty>
      ) : (
        <div className="mt-6">
          <Table caption="Web hooks">
            <thead>
              <tr>
                <Head>Name</Head>
                <Head className="hidden sm:table-cell">Is told of</Head>
                <Head>Last delivery</Head>
                <Head className="hidden sm:table-cell">Made</Head>
              </tr>
            </thead>
            <tbody>
              {hooks.map(({ id, name, url, kinds, disabledAt, deliveries: [last], createdAt, createdBy }) => (
                <tr key={id} className="hover:bg-sunken">
                  <Cell className="min-w-44 [overflow-wrap:anywhere]">
                    <Link href={`/hooks/${id}`} className="link font-bold">
                      {name}
                    </Link>
                    {disabledAt && <span className="text-failed"> · disabled</span>}
                    <span className="block text-12 text-ink-3">{url}</span>
                  </Cell>
                  <Cell className="hidden sm:table-cell">
                    {kinds.map((kind) => (
                      <span key={kind} className="block">
                        {NOTICE_WORDS[kind]}
                      </span>
                    ))}
                  </Cell>
                  <Cell>
                    {last ? (
                      <>
                        <DeliveryState delivery={last} />
                        <span className="block text-12 text-ink-3">
                          <Time at={last.at} {...at} />
                        </span>
                      </>
                    ) : (
                      "none yet"
                    )}
                  </Cell>
                  <Cell className="hidden text-ink-3 sm:table-cell">
                    <Time at={createdAt} {...at} />
                    <span className="block text-12 [overflow-wrap:anywhere]">{createdBy}</span>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Page>
  );
}
