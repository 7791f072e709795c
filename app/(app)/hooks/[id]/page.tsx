import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeliveryState } from "@/components/hook/delivery-state";
import { HookFields } from "@/components/hook/hook-fields";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm";
import { Page, Section } from "@/components/ui/page";
import { Cell, Head, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { viewerWho } from "@/lib/auth/request";
import { type DeliveryItem, type HookItem, listHooks } from "@/lib/queries/hooks";
import { reading } from "@/lib/queries/reading";
import { changeAction, redeliverAction, removeAction, switchAction } from "../actions";

export const metadata: Metadata = { title: "Web hook" };

export default async function HookPage({ params }: PageProps<"/hooks/[id]">) {
  const viewer = await viewerWho("hook.manage");
  const { id } = await params;
  const hook = viewer && (await listHooks(viewer)).find((one) => one.id === id);
  if (!hook) notFound();
  return (
    <Page
      title={hook.name}
      trail={[{ title: "Web hooks", href: "/hooks" }]}
      facts={
        <>
          {hook.disabledAt && <span className="text-failed">disabled · </span>}
          <span className="[overflow-wrap:anywhere]">{hook.url}</span>
        </>
      }
    >
      <div className="mt-6">
        <ActionForm action={switchAction} className="flex flex-wrap gap-2">
          <input type="hidden" name="hook" value={hook.id} />
          <Submit name="what" value="test">
            Send a test
          </Submit>
          <Submit name="what" value={hook.disabledAt ? "enable" : "disable"}>
            {hook.disabledAt ? "Enable it" : "Disable it"}
          </Submit>
        </ActionForm>
      </div>
      <Section title="Last deliveries" note="the last ten; kept for 90 days">
        <Deliveries hook={hook} at={await reading()} />
      </Section>
      <Section title="Change it">
        <ActionForm action={changeAction} className="grid max-w-[560px] gap-6">
          <input type="hidden" name="hook" value={hook.id} />
          <HookFields name={hook.name} url={hook.url} kinds={hook.kinds} />
          <div>
            <Submit>Save</Submit>
          </div>
        </ActionForm>
      </Section>
      <Section title="Delete it">
        <ActionForm action={removeAction}>
          <ConfirmButton
            value={hook.id}
            label="Delete the web hook"
            question={`Delete ${hook.name}?`}
            yes={`Delete ${hook.name}`}
            no="Keep it"
            look="danger"
          >
            <p>
              It is told nothing more, and its deliveries go with it. A new one would have another signing
              key.
            </p>
          </ConfirmButton>
        </ActionForm>
      </Section>
    </Page>
  );
}

function Deliveries({ hook, at }: { hook: HookItem; at: { now: number; zone: string } }) {
  if (hook.deliveries.length === 0) {
    return <p className="text-13 text-ink-2">None yet. Send a test to see whether it is heard.</p>;
  }
  return (
    <ActionForm action={redeliverAction} answers="above">
      <Table caption="Last deliveries">
        <thead>
          <tr>
            <Head>What</Head>
            <Head>What came of it</Head>
            <Head number className="hidden sm:table-cell">
              Attempts
            </Head>
            <Head>Tried</Head>
            <Head className="relative">
              <span className="sr-only">Deliver again</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          {hook.deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <Cell className="min-w-40 [overflow-wrap:anywhere]">{delivery.text}</Cell>
              <Cell>
                <DeliveryState delivery={delivery} />
              </Cell>
              <Cell number className="hidden sm:table-cell">
                {delivery.attempts}
              </Cell>
              <Cell className="text-ink-3">
                <Time at={delivery.at} {...at} />
              </Cell>
              <Cell number>{canRepeat(hook, delivery) && <Again delivery={delivery} />}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </ActionForm>
  );
}

const canRepeat = (hook: HookItem, { state, kind }: DeliveryItem): boolean =>
  hook.disabledAt === null && state !== "waiting" && kind !== "test";

function Again({ delivery }: { delivery: DeliveryItem }) {
  return (
    <Submit small name="delivery" value={delivery.id} aria-label={`Deliver again: ${delivery.text}`}>
      Deliver again
    </Submit>
  );
}
