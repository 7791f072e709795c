"use client";

import { Dialog } from "radix-ui";

const KEYS = [
  ["⌘K or Ctrl K", "search hosts, findings and pages"],
  ["/", "to the search field of the page"],
  ["j, k", "down and up the rows"],
  ["Enter", "open the row"],
  ["x", "choose the row"],
  ["Shift ← →", "move a card of the board"],
  ["?", "this help"],
] as const;

export function Keys({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-ink/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[15vh] left-1/2 z-50 w-[min(420px,calc(100vw-32px))] -translate-x-1/2 rounded-lg border border-line-strong bg-raised p-5 shadow-xl"
        >
          <Dialog.Title className="font-bold text-16">Keyboard</Dialog.Title>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-13">
            {KEYS.map(([key, does]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd className="text-ink-2">{does}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
