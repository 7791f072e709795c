"use client";

import { usePathname } from "next/navigation";
import { Link } from "@/components/ui/link";

interface NavLinksProps {
  items: { title: string; href: string }[];
  label: string;
}

/** Knows which page is open: the only reason to be a client component. */
export function NavLinks({ items, label }: NavLinksProps) {
  const path = usePathname();
  return (
    <ul aria-label={label}>
      {items.map(({ title, href }) => {
        const here = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={here ? "page" : undefined}
              className="block rounded-md px-2 py-1.5 text-13 text-ink-2 hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-bold aria-[current]:text-ink"
            >
              {title}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
