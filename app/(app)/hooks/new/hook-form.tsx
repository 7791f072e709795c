"use client";

import { useActionState } from "react";
import { HookFields } from "@/components/hook/hook-fields";
import { ShownOnce } from "@/components/people/shown-once";
import { Button, ButtonLink } from "@/components/ui/button";
import { Problem } from "@/components/ui/form";
import { type HookState, makeAction } from "../actions";

/** Asks where it goes and what it is told, then shows its signing key once. */
export function HookForm({ usual }: { usual: readonly string[] }) {
  const [state, action, pending] = useActionState<HookState, FormData>(makeAction, null);
  if (state?.ok) {
    return (
      <div className="mt-6 grid max-w-[680px] gap-4">
        <ShownOnce title={`The signing key of ${state.name}, shown only now`} text={state.secret}>
          Give it to the receiver. Each delivery carries <code>X-Rampart-Signature: t=…,v1=…</code>: the
          HMAC-SHA256, with this key, of <code>t</code>, a dot and the body.
        </ShownOnce>
        <div>
          <ButtonLink href={`/hooks/${state.id}`}>To the web hook, to test it</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <form action={action} className="mt-6 grid max-w-[560px] gap-6">
      {state && <Problem>{state.text}</Problem>}
      <HookFields name={state?.name ?? ""} url={state?.url ?? ""} kinds={state?.kinds ?? usual} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={pending}>
          Make the web hook
        </Button>
        <ButtonLink href="/hooks" look="quiet">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}
