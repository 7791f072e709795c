import { ButtonLink } from "@/components/ui/button";
import { withQuery } from "@/lib/href";

interface DecideLinkProps {
  /** A check, `<kind>:<key>` of an exposure, or `measure:<id>`. */
  about: string;
  /** The host that is chosen to begin with. */
  host?: string;
  small?: boolean;
  /** What it is about, where several such links stand on a page: for those who only hear. */
  name?: string;
}

/** The way to the form. Show it only to those who may propose decisions. */
export function DecideLink({ about, host, small = false, name }: DecideLinkProps) {
  return (
    <ButtonLink href={withQuery("/decisions/new", { key: about, host })} small={small}>
      Decide
      {name && <span className="sr-only">: {name}</span>}
    </ButtonLink>
  );
}
