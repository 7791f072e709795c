"use client";

import { useActionState } from "react";
import { ShownOnce } from "@/components/people/shown-once";
import { FormEnd } from "@/components/tokens/form-end";
import { type HostChoice, HostPicker } from "@/components/tokens/host-picker";
import { LifetimeSelect } from "@/components/tokens/lifetime-select";
import { SCOPE_WORDS } from "@/components/tokens/words";
import { ButtonLink } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import type { Scope } from "@/lib/auth/rights";
import { createAction, findHostsAction, type TokenState } from "../actions";

interface TokenFormProps {
  /** What the viewer's role can give. */
  scopes: Scope[];
  hosts: HostChoice[];
  total: number;
}

/** Asks what the token is for, then shows it once with a command to try it. */
export function TokenForm({ scopes, hosts, total }: TokenFormProps) {
  const [state, action, pending] = useActionState<TokenState, FormData>(createAction, null);
  if (state?.ok) {
    return (
      <div className="mt-6 grid max-w-[680px] gap-4">
        <ShownOnce title={`${state.name}, shown only now`} text={state.token}>
          Rampart keeps only a hash of it. Whoever has it may do what it may do: keep it where you keep
          passwords.
        </ShownOnce>
        {state.upload && (
          <ShownOnce title="Upload a Lynis report with it" text={state.upload}>
            On the host, as root, after <code>lynis audit system</code>.
          </ShownOnce>
        )}
        <div>
          <ButtonLink href="/tokens">Back to the API tokens</ButtonLink>
        </div>
      </div>
    );
  }
  const checked = state?.scopes ?? ["upload"];
  return (
    <form action={action} className="mt-6 grid max-w-[560px] gap-6">
      {state && <Problem>{state.text}</Problem>}
      <Field
        id="name"
        label="Name"
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={state?.name ?? ""}
        hint="What it is for, such as: nightly Lynis upload"
      />
      <fieldset>
        <legend className="mb-1 font-bold text-13">May</legend>
        {scopes.map((scope) => (
          <label key={scope} className="flex cursor-pointer items-baseline gap-3 py-1 text-13">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              defaultChecked={checked.includes(scope)}
              className="translate-y-px accent-ink"
            />
            <span className="w-14 shrink-0">{scope}</span>
            <span className="text-ink-2">{SCOPE_WORDS[scope]}</span>
          </label>
        ))}
        <p className="mt-1 text-12 text-ink-3">Never more than your own role allows at the time.</p>
      </fieldset>
      <HostPicker first={hosts} total={total} find={findHostsAction} />
      <LifetimeSelect days={state?.days} />
      <FormEnd label="Make the token" pending={pending} />
    </form>
  );
}
