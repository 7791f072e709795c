/** A mail server on this machine, for tests: it keeps what it is sent, or refuses it. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

interface Received {
  to: string[];
  /** The whole message, with its headers. */
  raw: string;
}

export interface MailServer {
  /** `smtp://127.0.0.1:…` */
  url: string;
  received: Received[];
  /** How messages are answered from now on; null: taken. `silence`: the connection breaks off after the text. */
  answer: { code: number } | "silence" | null;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mail: Omit<MailServer, "url" | "close"> = { received: [], answer: null };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: async (stream, session, done) => {
      const pieces: Buffer[] = [];
      for await (const piece of stream) pieces.push(piece as Buffer);
      if (shared.answer === "silence") {
        // The message is whole, and its sender never hears so.
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      if (shared.answer) {
        done(Object.assign(new Error("Not now"), { responseCode: shared.answer.code }));
        return;
      }
      const to = session.envelope.rcptTo.map(({ address }) => address);
      shared.received.push({ to, raw: Buffer.concat(pieces).toString("utf8") });
      done();
    },
  });
  // A connection that breaks off on purpose is no error of the test.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const shared: MailServer = {
    ...mail,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return shared;
}
