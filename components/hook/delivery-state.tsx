import type { DeliveryItem } from "@/lib/queries/hooks";

/** What became of a delivery, in a word and with what the receiver answered. */
export function DeliveryState({ delivery }: { delivery: DeliveryItem }) {
  const { state, status, error, attempts } = delivery;
  const word =
    state === "waiting" && attempts > 0 ? "is tried again" : state === "waiting" ? "is on its way" : state;
  return (
    <span className={state === "failed" ? "text-failed" : undefined}>
      {word}
      {status !== null && ` · ${status}`}
      {error && <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{error}</span>}
    </span>
  );
}
