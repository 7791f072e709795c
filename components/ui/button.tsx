import clsx from "clsx";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "@/components/ui/link";

type Look = "primary" | "plain" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-ink text-bg border-ink hover:opacity-90",
  plain: "bg-raised text-ink border-line-strong hover:bg-sunken",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "bg-raised text-failed border-failed hover:bg-failed-soft",
};

const shape = (look: Look, small: boolean): string =>
  clsx(
    "inline-flex items-center justify-center gap-2 rounded-md border font-bold no-underline transition-none disabled:opacity-50",
    small ? "min-h-7 px-2 text-12" : "min-h-9 px-3 text-13",
    LOOKS[look],
  );

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  small?: boolean;
}

export function Button({ look = "plain", small = false, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={clsx(shape(look, small), className)} {...rest} />;
}

interface ButtonLinkProps {
  href: string;
  look?: Look;
  small?: boolean;
  children: ReactNode;
}

/** A link that looks like a button: it works before any script has come. */
export function ButtonLink({ href, look = "plain", small = false, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={shape(look, small)}>
      {children}
    </Link>
  );
}
