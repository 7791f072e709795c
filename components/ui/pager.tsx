import { whole } from "@/lib/format";
import { cursorAt } from "@/lib/queries/paging";
import { ButtonLink } from "./button";

interface PagerProps {
  total: number;
  limit: number;
  /** Rows before this page. */
  offset: number;
  what: string;
  hrefOf: (cursor: string | null) => string;
}

export function Pager({ total, limit, offset, what, hrefOf }: PagerProps) {
  if (total <= limit) return null;
  const last = Math.min(total, offset + limit);
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-between gap-4 text-12 text-ink-3">
      <span>
        {whole(offset + 1)}–{whole(last)} of {whole(total)} {what}
      </span>
      <span className="no-print flex gap-2">
        {offset > 0 && (
          <ButtonLink small href={hrefOf(offset <= limit ? null : cursorAt(offset - limit))}>
            Previous
          </ButtonLink>
        )}
        {last < total && (
          <ButtonLink small href={hrefOf(cursorAt(offset + limit))}>
            Next
          </ButtonLink>
        )}
      </span>
    </nav>
  );
}
