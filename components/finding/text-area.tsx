"use client";

import { useFormState } from "@/components/ui/action-form";

interface TextAreaProps {
  id: string;
  /** Its name in the form. */
  name: string;
  label: string;
  text?: string;
  hint?: string;
  maxLength: number;
}

/** Several lines of text. A form that comes back with a fault has still what was written, as the first of `chosen`. */
export function TextArea({ id, name, label, text = "", hint, maxLength }: TextAreaProps) {
  const { chosen } = useFormState();
  const written = chosen[0] ?? text;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold text-13">
        {label}
      </label>
      <textarea
        // Its text does not follow its default value.
        key={written}
        id={id}
        name={name}
        rows={4}
        required
        maxLength={maxLength}
        defaultValue={written}
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
