"use client";

import type { ComponentProps } from "react";
import { useFormState } from "./action-form";
import { Field, Select } from "./form";

/** What an action gives back of a form that has to be sent again: pairs for `chosen`, as `KeptField` reads them. */
const keptOf = (chosen: readonly string[], name: string): string | undefined =>
  chosen.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

/** A field that still holds what was typed when its form comes back with a fault; `chosen` then has `name=value`. */
export function KeptField({ defaultValue, ...rest }: ComponentProps<typeof Field> & { name: string }) {
  const { chosen } = useFormState();
  return <Field defaultValue={keptOf(chosen, rest.name) ?? defaultValue} {...rest} />;
}

/** The same for a choice. */
export function KeptSelect({ defaultValue, ...rest }: ComponentProps<typeof Select> & { name: string }) {
  const { chosen } = useFormState();
  const value = keptOf(chosen, rest.name) ?? defaultValue;
  // A select does not follow its default value.
  return <Select key={String(value)} defaultValue={value} {...rest} />;
}
