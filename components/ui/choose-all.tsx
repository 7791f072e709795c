"use client";

import { Button } from "./button";

/** Checks every box of this name in its form, or none when all are checked. Without script each is checked by hand. */
export function ChooseAll({ name }: { name: string }) {
  const toggle = (form: HTMLFormElement | null): void => {
    const boxes = [...(form?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])].filter(
      (box) => box.name === name,
    );
    const all = boxes.every(({ checked }) => checked);
    // Each by a click, so that the form hears of it.
    for (const box of boxes) if (box.checked === all) box.click();
  };
  return <Button onClick={(event) => toggle(event.currentTarget.form)}>Choose all or none</Button>;
}
