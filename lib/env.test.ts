import { describe, expect, it } from "vitest";
import { readEnvironment, siteOf } from "./env";

const mail = {
  RAMPART_SMTP_URL: "smtps://me:secret@mail.example.org:465",
  RAMPART_MAIL_FROM: "r@example.org",
};

describe("mail", () => {
  it("is sent where server and sender are named", () => {
    expect(readEnvironment(mail).mail).toEqual({ url: mail.RAMPART_SMTP_URL, from: "r@example.org" });
    expect(readEnvironment({ ...mail, RAMPART_MAIL_FROM: "Rampart <r@example.org>" }).mail?.from).toBe(
      "Rampart <r@example.org>",
    );
    expect(readEnvironment({}).mail).toBeNull();
    expect(readEnvironment({ RAMPART_SMTP_URL: "", RAMPART_MAIL_FROM: "" }).mail).toBeNull();
  });

  it.each([
    [
      { RAMPART_SMTP_URL: mail.RAMPART_SMTP_URL },
      "RAMPART_SMTP_URL is set without RAMPART_MAIL_FROM; mail needs both.",
    ],
    [
      { RAMPART_MAIL_FROM: "r@example.org" },
      "RAMPART_MAIL_FROM is set without RAMPART_SMTP_URL; mail needs both.",
    ],
    [{ ...mail, RAMPART_SMTP_URL: "https://mail.example.org" }, "RAMPART_SMTP_URL must be an smtp"],
    [{ ...mail, RAMPART_MAIL_FROM: "nobody" }, "RAMPART_MAIL_FROM must be an e-mail address"],
    [{ ...mail, RAMPART_MAIL_FROM: "a@example.org\r\nBcc: b@example.org" }, "RAMPART_MAIL_FROM must be"],
  ])("stops the start with a sentence, %#", (source, sentence) => {
    expect(() => readEnvironment(source)).toThrow(sentence);
    expect(() => readEnvironment(source)).not.toThrow("secret");
  });
});

describe("private places of web hooks", () => {
  const read = (text: string) => readEnvironment({ RAMPART_HOOKS_TO_PRIVATE: text }).hooksToPrivate;

  it("are names, addresses and networks", () => {
    expect(read("Chat.internal, 10.0.0.0/8 192.0.2.7,fd00::/8,::1")).toEqual([
      "chat.internal",
      "10.0.0.0/8",
      "192.0.2.7",
      "fd00::/8",
      "::1",
    ]);
    expect(read("")).toEqual([]);
  });

  it.each([
    "10.0.0.0/33",
    "fd00::/129",
    "chat.internal/8",
    "http://chat.internal",
    "a b;c",
    "*.internal",
    "10.0.0.0/",
  ])("not %s", (text) => expect(() => read(text)).toThrow("RAMPART_HOOKS_TO_PRIVATE must be names"));
});

it("knows where the site is found", () => {
  const site = (source: Record<string, string>) => siteOf(readEnvironment(source));
  expect(site({})).toBe("http://127.0.0.1:3000");
  expect(site({ HOST: "::1", PORT: "80" })).toBe("http://[::1]:80");
  expect(site({ RAMPART_URL: "https://rampart.example.org/" })).toBe("https://rampart.example.org");
});
