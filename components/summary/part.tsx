import type { ReactNode } from "react";

/** One section of the details. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="sm-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
