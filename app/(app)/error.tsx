"use client";

import { Button } from "@/components/ui/button";

/** The one global handler of pages: what happened, and what to do; the cause stays in the server's log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div role="alert" className="max-w-[60ch]">
      <h1>This page could not be made</h1>
      <p className="mt-3 text-ink-2">
        Nothing was changed. Try again; if it stays so, the server's log tells more
        {error.digest ? ` under the number ${error.digest}` : ""}.
      </p>
      <div className="mt-4">
        <Button onClick={reset}>Try again</Button>
      </div>
    </div>
  );
}
