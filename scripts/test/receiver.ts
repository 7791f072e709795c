/** A receiver of web hooks on this machine, for tests: it keeps what it is sent and answers as it is told. */
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

interface Posted {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  port: number;
  posted: Posted[];
  /** From now on. */
  answer: { status: number; headers?: Record<string, string>; body?: string };
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { url: path = "", headers } = request;
    receiver.posted.push({ path, headers, body: Buffer.concat(pieces).toString("utf8") });
    response.writeHead(receiver.answer.status, receiver.answer.headers);
    response.end(receiver.answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    posted: [],
    answer: { status: 204 },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
