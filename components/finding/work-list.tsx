import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

interface WorkLineProps {
  href: string;
  title: string;
  /** Under the title: where, how bad, whose. */
  about: ReactNode;
  /** At the right: until or since when. */
  when: ReactNode;
}

/** One thing to do or to know, as a line of a list. */
export function WorkLine({ href, title, about, when }: WorkLineProps) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b py-2 text-13">
      <span className="min-w-0 grow basis-72 [overflow-wrap:anywhere]">
        <Link href={href} className="link">
          {title}
        </Link>
        <span className="block text-12 text-ink-3">{about}</span>
      </span>
      <span className="text-12">{when}</span>
    </li>
  );
}
