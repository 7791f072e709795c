import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

interface PageProps {
  title: ReactNode;
  /** The way here: `[{ title, href }]`, without the page itself. */
  trail?: { title: string; href: string }[];
  /** The line under the title. */
  facts?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: where one is, what it is called, what can be done. */
export function Page({ title, trail = [], facts, actions, children }: PageProps) {
  return (
    <>
      {(trail.length > 0 || actions) && (
        <div className="mb-4 flex min-h-9 flex-wrap items-center justify-between gap-3">
          <nav aria-label="You are here" className="text-12 text-ink-3">
            {trail.map(({ title: step, href }) => (
              <span key={href}>
                <Link href={href} className="hover:text-accent">
                  {step}
                </Link>
                <span aria-hidden="true"> / </span>
              </span>
            ))}
          </nav>
          {actions && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      <h1 className="[overflow-wrap:anywhere]">{title}</h1>
      {facts && <p className="mt-2 text-13 text-ink-3">{facts}</p>}
      {children}
    </>
  );
}

interface SectionProps {
  title: ReactNode;
  /** What the figures are, at the right. */
  note?: ReactNode;
  id?: string;
  children: ReactNode;
  className?: string;
}

export function Section({ title, note, id, children, className = "mt-12" }: SectionProps) {
  return (
    <section id={id} className={className} aria-label={typeof title === "string" ? title : undefined}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2>{title}</h2>
        {note && <div className="text-12 text-ink-3">{note}</div>}
      </div>
      {children}
    </section>
  );
}

/** The sentence that begins a page. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className="mt-4 max-w-[68ch] text-20 text-ink-2">{children}</p>;
}

/** An empty page says what to do next. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-6 max-w-[60ch] border-l-2 border-line-strong py-1 pl-5">
      <p className="text-16 font-bold">{title}</p>
      <div className="prose mt-1 text-ink-2">{children}</div>
    </div>
  );
}
