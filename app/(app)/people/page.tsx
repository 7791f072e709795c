import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RoleGuide } from "@/components/people/role-select";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Link } from "@/components/ui/link";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { listInvitations, listPeople } from "@/lib/queries/people";
import { reading } from "@/lib/queries/reading";
import { withdrawAction } from "./actions";
import { InviteForm } from "./invite-form";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const viewer = await viewerWho("people.manage");
  if (!viewer) notFound();
  const [people, links, at] = await Promise.all([listPeople(viewer), listInvitations(viewer), reading()]);
  const disabled = people.filter(({ disabledAt }) => disabledAt !== null).length;
  return (
    <Page
      title="People"
      facts={`${plural(people.length - disabled, "person", "people")}${disabled > 0 ? ` · ${disabled} disabled` : ""}`}
    >
      <div className="mt-6">
        <Table caption="People">
          <thead>
            <tr>
              <Head>Name</Head>
              <Head>Role</Head>
              <Head>State</Head>
              <Head number>Last seen</Head>
              <Head number>Open sessions</Head>
              <Head number>API tokens</Head>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="hover:bg-sunken">
                <Cell className="min-w-44">
                  <Link href={`/people/${person.id}`} className="link font-bold [overflow-wrap:anywhere]">
                    {person.name}
                  </Link>
                  {person.id === viewer.userId && <span className="text-ink-3"> · you</span>}
                  <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{person.email}</span>
                </Cell>
                <Cell>{person.role}</Cell>
                <Cell className={person.disabledAt ? "text-failed" : "text-ink-2"}>
                  {person.disabledAt ? "disabled" : "enabled"}
                </Cell>
                <Cell number className="text-ink-3">
                  {person.lastSeenAt ? <Time at={person.lastSeenAt} {...at} /> : "never"}
                </Cell>
                <Cell number>{person.openSessions}</Cell>
                <Cell number>{person.tokens}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <div className="mt-12 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <Section title="Invite somebody" className="" id="invite">
          <InviteForm />
        </Section>
        <Section title="Roles" note="each also what stands above it" className="">
          <RoleGuide />
        </Section>
      </div>
      <Section title="Links that still work" note="invitations and new passwords, until they are used">
        <ActionForm action={withdrawAction} answers="above">
          {links.length === 0 ? (
            <p className="text-13 text-ink-2">None. A link is listed here from its making to its use.</p>
          ) : (
            <Table caption="Links that still work">
              <thead>
                <tr>
                  <Head>For</Head>
                  <Head>To</Head>
                  <Head className="hidden sm:table-cell">Made</Head>
                  <Head>Works until</Head>
                  <Head className="relative">
                    <span className="sr-only">Withdraw</span>
                  </Head>
                </tr>
              </thead>
              <tbody>
                {links.map((link) => (
                  <tr key={link.id}>
                    <Cell className="min-w-44 [overflow-wrap:anywhere]">{link.email ?? "–"}</Cell>
                    <Cell className="whitespace-nowrap">
                      {link.kind === "invitation" ? `join as ${link.role}` : "set a new password"}
                    </Cell>
                    <Cell className="hidden text-ink-3 sm:table-cell">
                      <Time at={link.createdAt} {...at} />
                    </Cell>
                    <Cell className="text-ink-3">
                      <Time at={link.expiresAt} {...at} as="moment" />
                    </Cell>
                    <Cell number>
                      <ConfirmButton
                        small
                        value={link.id}
                        label="Withdraw"
                        question={`Withdraw the link for ${link.email ?? "this person"}?`}
                        yes="Withdraw the link"
                        no="Keep it"
                      >
                        <p>It stops working at once. You can make another one at any time.</p>
                      </ConfirmButton>
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </ActionForm>
      </Section>
    </Page>
  );
}
