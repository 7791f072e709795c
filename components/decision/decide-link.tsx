import { ButtonLink } from "@/components/ui/button";
import { withQuery } from "@/lib/href";

interface DecideLinkProps {
  /** A check, `<kind>:<key>` of an exposure, or `measure:<id>`. */
  about: string;
  /** The host that is chosen to begin with. */
  host?: string;
  small?: boolean;
}

/** The way to the form. Show it only to those who may propose decisions. */
export function DecideLink({ about, host, small = false }: DecideLinkProps) {
  return (
    <ButtonLink href={withQuery("/decisions/new", { key: about, host })} small={small}>
      Decide
    </ButtonLink>
  );
}
