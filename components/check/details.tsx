import type { Detail } from "@/lib/fortress/types";

const MOST = 40;
const URL_TEXT = /^https:\/\/\S+$/;

/**
 * Lines of evidence as text. A link only where the whole text is an https address, and then shown in full.
 * @param of who says so, where several do
 */
export function Details({ details, of }: { details: readonly Detail[]; of?: string }) {
  if (details.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-0.5">
      {of !== undefined && <li className="text-12 text-ink-2">{of}</li>}
      {details.slice(0, MOST).map(({ name, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a report have no identity of their own
        <li key={index} className="[overflow-wrap:anywhere]">
          <span className="text-12 text-ink-3">{name}: </span>
          {URL_TEXT.test(text) ? (
            <a href={text} rel="noopener noreferrer" className="link">
              {text}
            </a>
          ) : (
            <code>{text}</code>
          )}
        </li>
      ))}
      {details.length > MOST && (
        <li className="text-12 text-ink-3">and {details.length - MOST} more in the report</li>
      )}
    </ul>
  );
}
