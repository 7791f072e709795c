/** A proxy with TLS in front of a Rampart, and the certificate of an authority that nobody knows. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface TlsFront {
  url: string;
  /** The file that a client has to trust. */
  authority: string;
  /** Method, path and status of what was asked, in its order. */
  asked: string[];
  /** Where the requests go from now on. */
  leadTo: (target: string) => void;
  stop: () => Promise<void>;
}

/** @param folder for the certificate and its key */
export async function openTlsFront(folder: string): Promise<TlsFront> {
  const [authority, key] = [path.join(folder, "own-ca.pem"), path.join(folder, "own-ca.key")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const make = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-keyout",
    key,
    "-out",
    authority,
  ];
  execFileSync("openssl", [...make, ...subject], { stdio: "ignore" });
  let target = "";
  const asked: string[] = [];
  const options = { cert: fs.readFileSync(authority), key: fs.readFileSync(key) };
  const server = https.createServer(options, (request, response) => {
    const { method, url: place = "/", headers } = request;
    const from = request.socket.remoteAddress ?? "";
    const passed = http.request(
      target + place,
      { method, headers: { ...headers, "x-forwarded-for": from } },
      (answer) => {
        asked.push(`${method} ${place} ${answer.statusCode}`);
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on("error", () => response.writeHead(502).end());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority,
    asked,
    leadTo: (address) => {
      target = address;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
