import { score } from "@/lib/format";
import type { FortressView } from "@/lib/queries/fortress";

/** How a tool comes to its figure, where it is known. */
const HOW: Readonly<Record<string, string>> = {
  lynis: "Lynis counts only the tests that it ran, with weights that change with the result.",
};

/** The tool's own figure beside ours, and why they differ. */
export function NativeNote({ fortress: { host, sources } }: { fortress: FortressView }) {
  const own = sources.flatMap((source) => (source.native ? [{ ...source, native: source.native }] : []));
  if (own.length === 0) return null;
  return (
    <div className="mt-6 text-12 text-ink-3">
      {own.map(({ source, title, native }) => (
        <p key={source}>
          <strong className="font-bold text-ink-2">
            {title} itself says {native.value} of {native.max}
          </strong>{" "}
          ({native.name}), Rampart {score(host.score?.proven)}.{" "}
          {HOW[source] ?? "It counts what that run looked at."}
        </p>
      ))}
      <p className="mt-1">
        Rampart weighs each check the same whether it passes or fails, counts what is expected and not only
        what ran, lets old passes fade, and asks of each tower who watches it.
      </p>
    </div>
  );
}
