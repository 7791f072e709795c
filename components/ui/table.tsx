import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { Link } from "@/components/ui/link";

/** A table of hairlines. It scrolls by itself where it is wider than the page. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div tabIndex={0} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

interface HeadProps extends ThHTMLAttributes<HTMLTableCellElement> {
  number?: boolean;
}

export function Head({ number = false, className, ...rest }: HeadProps) {
  return (
    <th
      scope="col"
      className={clsx(
        "border-line border-b py-2 pr-4 align-bottom font-normal text-12 text-ink-3 last:pr-0",
        number ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

interface SortHeadProps {
  /** The column's name in the query. */
  name: string;
  /** The order now: `proven` or `-proven`. */
  sort: string;
  /** Which way the first click goes. */
  first?: "up" | "down";
  hrefOf: (sort: string) => string;
  number?: boolean;
  className?: string;
  children: ReactNode;
}

/** A heading that sorts: a link, so that the order stands in the address. */
export function SortHead({
  name,
  sort,
  first = "up",
  hrefOf,
  number = false,
  className,
  children,
}: SortHeadProps) {
  const up = sort === name;
  const down = sort === `-${name}`;
  const next = up ? `-${name}` : down ? name : first === "up" ? name : `-${name}`;
  return (
    <Head number={number} className={className} aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <Link
        href={hrefOf(next)}
        keepScroll
        className={clsx(
          "inline-flex items-center gap-1 hover:text-accent",
          (up || down) && "font-bold text-ink",
        )}
      >
        {children}
        {up && <ArrowUp size={12} aria-hidden="true" />}
        {down && <ArrowDown size={12} aria-hidden="true" />}
      </Link>
    </Head>
  );
}

interface CellProps extends TdHTMLAttributes<HTMLTableCellElement> {
  number?: boolean;
}

export function Cell({ number = false, className, ...rest }: CellProps) {
  return <td className={clsx("cell", number && "cell-number", className)} {...rest} />;
}
