/** The way out for mail: one SMTP server. */
import { readEnvironment, siteOf } from "@/lib/env";
import type { Mail } from "@/lib/exports/mail";

export interface MailSettings {
  /** `smtp(s)://user:password@host:port` */
  url: string;
  from: string;
  /** Where this site is found, without a trailing slash. */
  site: string;
}

/** Null: no mail is sent. */
export function mailSettings(): MailSettings | null {
  const env = readEnvironment();
  return env.mail && { ...env.mail, site: siteOf(env) };
}

export interface Post {
  /** @throws when the server is not there or does not let us in: then nothing was sent */
  check(): Promise<void>;
  /**
   * `sent`; `later`: the server refused it for now; `never`: it refused it for good, or broke off without an answer, so
   * that it may have been sent.
   */
  send(to: { name: string; email: string }, mail: Mail): Promise<"sent" | "later" | "never">;
}

const MS = { connect: 10_000, greeting: 10_000, silence: 30_000 };

export async function openPost({ url, from }: MailSettings): Promise<Post> {
  // Where no mail is sent, it is never loaded.
  const { default: nodemailer } = await import("nodemailer");
  const { hostname, username } = new URL(url);
  const near = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: MS.connect,
    greetingTimeout: MS.greeting,
    socketTimeout: MS.silence,
    // A password goes out encrypted, or not at all.
    requireTLS: username !== "" && !near,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    check: async () => {
      await transport.verify();
    },
    send: async ({ name, email }, { subject, text, html, settings, files = [] }) => {
      const to = { name, address: email };
      const headers = { "List-Unsubscribe": `<${settings}>`, "Auto-Submitted": "auto-generated" };
      const attachments = files.map(({ name: filename, type, bytes }) => ({
        ...{ filename, contentType: type },
        content: Buffer.from(bytes),
      }));
      try {
        await transport.sendMail({ from, to, subject, text, html, headers, attachments });
        return "sent";
      } catch (error) {
        const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : null;
        console.error(`A mail could not be sent: ${error instanceof Error ? error.message : error}`);
        return code !== null && code >= 400 && code < 500 ? "later" : "never";
      }
    },
  };
}
