import type { Metadata } from "next";
import { agentName } from "@/components/people/agent";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Field } from "@/components/ui/form";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { PASSWORD } from "@/lib/auth/passwords";
import { requireViewer } from "@/lib/auth/request";
import { plural } from "@/lib/format";
import { listSessions } from "@/lib/queries/people";
import { reading } from "@/lib/queries/reading";
import { endSessionAction, passwordAction, renameAction } from "./actions";

export const metadata: Metadata = { title: "My account" };

export default async function AccountPage() {
  const viewer = await requireViewer();
  const [sessions, at] = await Promise.all([listSessions(viewer), reading()]);
  const others = sessions.length - 1;
  return (
    <Page title="My account" facts={`${viewer.actor} · ${viewer.role}`}>
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title="Name" className="">
          <ActionForm
            action={renameAction}
            className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
          >
            <Field
              id="name"
              label="Your name"
              autoComplete="name"
              required
              maxLength={100}
              defaultValue={viewer.name}
            />
            <Submit>Change the name</Submit>
          </ActionForm>
        </Section>
        <Section title="Password" className="">
          <ActionForm action={passwordAction} className="grid gap-4">
            {/* For the browser's keeper of passwords. */}
            <input type="text" name="username" autoComplete="username" value={viewer.actor} readOnly hidden />
            <Field
              id="present"
              label="Present password"
              type="password"
              autoComplete="current-password"
              required
              maxLength={PASSWORD.most}
            />
            <Field
              id="password"
              label="New password"
              type="password"
              autoComplete="new-password"
              required
              minLength={PASSWORD.least}
              maxLength={PASSWORD.most}
              hint={`${PASSWORD.least} characters or more; a few words make a good one. Your other sessions end.`}
            />
            <div>
              <Submit>Change the password</Submit>
            </div>
          </ActionForm>
        </Section>
      </div>
      <Section title="Sessions" note="where you are signed in">
        <ActionForm action={endSessionAction} answers="above">
          <Table caption="Your open sessions">
            <thead>
              <tr>
                <Head>Browser</Head>
                <Head>Address</Head>
                <Head>Last seen</Head>
                <Head className="hidden sm:table-cell">Signed in</Head>
                <Head className="relative">
                  <span className="sr-only">End</span>
                </Head>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => {
                const here = session.id === viewer.id;
                const name = agentName(session.agent);
                return (
                  <tr key={session.id}>
                    <Cell className="min-w-40" title={session.agent}>
                      {name}
                      {here && <span className="block text-12 text-ink-3">this one</span>}
                    </Cell>
                    <Cell className="text-ink-2">{session.address || "not known"}</Cell>
                    <Cell className="text-ink-3">
                      <Time at={session.seenAt} {...at} />
                    </Cell>
                    <Cell className="hidden text-ink-3 sm:table-cell">
                      <Time at={session.createdAt} {...at} as="moment" />
                    </Cell>
                    <Cell number>
                      <ConfirmButton
                        small
                        value={session.id}
                        label="End"
                        question={here ? "End this session?" : `End the session of ${name}?`}
                        yes={here ? "Sign out here" : "End the session"}
                        no="Keep it"
                      >
                        <p>
                          {here
                            ? "It is the one you are looking at: you will be signed out."
                            : "Whoever uses it is signed out at the next click."}
                        </p>
                      </ConfirmButton>
                    </Cell>
                  </tr>
                );
              })}
            </tbody>
          </Table>
          {others > 0 && (
            <div className="mt-4">
              <ConfirmButton
                value="others"
                label="End all others"
                question={`End ${plural(others, "other session")}?`}
                yes="End all others"
                no="Keep them"
              >
                <p>Only the one you are looking at stays open.</p>
              </ConfirmButton>
            </div>
          )}
        </ActionForm>
      </Section>
    </Page>
  );
}
