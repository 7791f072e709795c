import { Link } from "@/components/ui/link";

/** The labels of a finding, each a way to all that have it. */
export function Labels({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {labels.map((label) => (
        <Link
          key={label}
          href={`/findings?by=host&label=${encodeURIComponent(label)}`}
          className="inline-flex min-h-6 items-center rounded-md border border-line-strong px-1.5 text-11 text-ink-2 [overflow-wrap:anywhere] hover:text-accent"
        >
          <span className="sr-only">label </span>
          {label}
        </Link>
      ))}
    </span>
  );
}
