/** What stops a start is one sentence that says what to do. */
import { once } from "node:events";
import net from "node:net";
import { describe, expect, it } from "vitest";
import { checkNode, checkPort, readAddress } from "./checks.mjs";

describe("Node", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "100.1.0"])("%s will do", (version) =>
    expect(() => checkNode(version)).not.toThrow(),
  );
  it.each(["20.18.9", "18.20.0", "9.0.0"])("%s is too old", (version) =>
    expect(() => checkNode(version)).toThrow(`Rampart needs Node 20.19 or newer; this is Node ${version}.`),
  );
});

describe("the address", () => {
  it("is that of this machine alone unless it is said", () => {
    expect(readAddress({})).toEqual({ host: "127.0.0.1", port: 3000 });
    expect(readAddress({ HOST: "::", PORT: "8080" })).toEqual({ host: "::", port: 8080 });
  });
  it.each(["0x", "0", "65536", "-1", "80.5", "eighty"])("has no port %s", (PORT) =>
    expect(() => readAddress({ PORT })).toThrow(
      `PORT is "${PORT}"; it must be a whole number from 1 to 65535.`,
    ),
  );
});

describe("the port", () => {
  it("that another program has is said by its number, and is free once that has gone", async () => {
    const other = net.createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    await expect(checkPort("127.0.0.1", port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program.`,
    );
    other.close();
    await once(other, "close");
    await expect(checkPort("127.0.0.1", port)).resolves.toBeUndefined();
  });

  it("cannot be opened on an address of another machine", async () => {
    // Set aside for documentation by RFC 5737: nobody has it.
    await expect(checkPort("192.0.2.1", 3000)).rejects.toThrow(
      /^Rampart cannot listen on 192\.0\.2\.1:3000: /,
    );
  });
});
