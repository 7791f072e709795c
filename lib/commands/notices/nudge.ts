/** Wakes the background work soon after something was told, where this process has any. */

// A server evaluates a module once per bundle; who is to be woken must be one for all of them.
const shared = globalThis as typeof globalThis & { rampartNudge?: (() => void) | undefined };

/** @param wake called after something was told, maybe before its transaction has ended; null: nobody */
export const setNudge = (wake: (() => void) | null): void => {
  shared.rampartNudge = wake ?? undefined;
};

export const nudge = (): void => shared.rampartNudge?.();
