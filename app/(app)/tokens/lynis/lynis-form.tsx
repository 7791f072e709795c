"use client";

import { useActionState } from "react";
import { FormEnd } from "@/components/tokens/form-end";
import { type HostChoice, HostPicker } from "@/components/tokens/host-picker";
import { LifetimeSelect } from "@/components/tokens/lifetime-select";
import { Field, Problem } from "@/components/ui/form";
import { createLynisAction, findHostsAction, type LynisState } from "../actions";
import { LynisProfile } from "./lynis-profile";
import { NeedsHttps } from "./needs-https";

interface LynisFormProps {
  /** Whether Rampart is known under an https address. */
  https: boolean;
  hosts: HostChoice[];
  total: number;
}

/** Asks what the key is for, then shows once the lines that hold it. */
export function LynisForm({ https, hosts, total }: LynisFormProps) {
  const [state, action, pending] = useActionState<LynisState, FormData>(createLynisAction, null);
  if (state?.ok) return <LynisProfile {...state} />;
  return (
    <form action={action} className="mt-6 grid max-w-[560px] gap-6">
      {state && <Problem>{state.text}</Problem>}
      {!https && <NeedsHttps />}
      <Field
        id="name"
        label="Name"
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={state?.name ?? ""}
        hint="Which clients will hold it, such as: web servers"
      />
      <HostPicker first={hosts} total={total} what="key" find={findHostsAction} />
      <LifetimeSelect days={state?.days} />
      <FormEnd label="Make the key" pending={pending} />
    </form>
  );
}
