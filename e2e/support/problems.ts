/** What no page may do, whatever a test looks at: errors in the console, foreign requests, dialogs. */
import type { BrowserContext } from "@playwright/test";

export class Problems {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** The next ones of this kind belong to the test: the browser logs every answer of 400 and more as an error. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Those that nobody allowed. */
  left(): string[] {
    return this.seen.filter((text) => !this.allowed.some((pattern) => pattern.test(text)));
  }

  watch(context: BrowserContext, origin: string): void {
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      this.seen.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => {
      this.seen.push(`page error: ${error.error().stack ?? error.error().message}`);
    });
    context.on("dialog", (dialog) => {
      this.seen.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin === origin || url.protocol === "data:" || url.protocol === "blob:") return;
      this.seen.push(`foreign request: ${request.url()}`);
    });
  }
}
