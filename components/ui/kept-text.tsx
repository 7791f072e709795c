"use client";

import type { ReactNode } from "react";
import { useFormState } from "./action-form";

interface KeptTextProps {
  id: string;
  /** Its name in the form; left out: its id. */
  name?: string;
  label: string;
  /** What it holds to begin with. */
  text?: string;
  hint?: ReactNode;
  maxLength: number;
  rows?: number;
  required?: boolean;
}

/** Several lines that are still there when their form comes back with a fault; `chosen` then has `name=text`. */
export function KeptText({
  id,
  name = id,
  label,
  text: given = "",
  hint,
  maxLength,
  rows = 3,
  required = false,
}: KeptTextProps) {
  const { chosen } = useFormState();
  const text = chosen.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? given;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold text-13">
        {label}
      </label>
      <textarea
        // Its text does not follow its default value.
        key={text}
        id={id}
        name={name}
        rows={rows}
        required={required}
        maxLength={maxLength}
        defaultValue={text}
        className="field"
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
