"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Problem } from "@/components/ui/form";
import { type LinkState, linkAction } from "./link-action";

interface LinkFormProps {
  token: string;
  /** Which fields a new user still owes; none for a new password. */
  asks: ("name" | "email")[];
  submit: string;
  least: number;
}

export function LinkForm({ token, asks, submit, least }: LinkFormProps) {
  const [state, action, pending] = useActionState<LinkState, FormData>(linkAction, null);
  return (
    <form action={action} className="mt-6 grid gap-4">
      {state && <Problem>{state.problem}</Problem>}
      <input type="hidden" name="token" value={token} />
      {asks.includes("name") && (
        <Field
          id="name"
          label="Your name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={state?.name}
        />
      )}
      {asks.includes("email") && (
        <Field
          id="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          defaultValue={state?.email}
        />
      )}
      <Field
        id="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        required
        minLength={least}
        hint={`${least} characters or more; a few words make a good one.`}
      />
      <Button type="submit" look="primary" disabled={pending}>
        {submit}
      </Button>
    </form>
  );
}
