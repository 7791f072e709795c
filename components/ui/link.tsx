import type { AnchorHTMLAttributes } from "react";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** The page is drawn anew around the reader, who stays where they are: sorting a table, choosing a tab. */
  keepScroll?: boolean;
}

/**
 * A link within Rampart. Plain, so that rows of hundreds cost neither server nor browser anything; `SoftNavigation`
 * follows it without loading the page anew.
 */
export const Link = ({ keepScroll = false, ...rest }: LinkProps) => (
  <a {...(keepScroll && { "data-keep-scroll": "" })} {...rest} />
);
