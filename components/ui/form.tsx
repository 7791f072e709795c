import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from "react";

interface LabelledProps {
  label: string;
  hint?: ReactNode;
  id: string;
}

export function Field({ label, hint, id, ...rest }: LabelledProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold text-13">
        {label}
      </label>
      <input
        id={id}
        name={id}
        className="field"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function Select({
  label,
  hint,
  id,
  children,
  ...rest
}: LabelledProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-bold text-13">
        {label}
      </label>
      <select
        id={id}
        name={id}
        className="field"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...rest}
      >
        {children}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-12 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

/** What went wrong, in one sentence, read out when it appears. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="border-failed border-l-2 bg-failed-soft px-3 py-2 text-13 text-failed">
      {children}
    </p>
  );
}
