"use client";

import Form from "next/form";
import type { ReactNode } from "react";

interface ChoiceFormProps {
  /** The page that shows what the choices do. */
  action: string;
  className?: string;
  children: ReactNode;
}

/** Choices that stand in the address: sent at every change, and without script by a button of the form. */
export function ChoiceForm({ action, className, children }: ChoiceFormProps) {
  return (
    <Form
      action={action}
      replace
      scroll={false}
      prefetch={false}
      className={className}
      onChange={(event) => event.currentTarget.requestSubmit()}
    >
      {children}
    </Form>
  );
}
