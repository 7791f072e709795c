/** Share links, as they come in and leave. */
import { z } from "zod";
import { PAPERS } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { SUMMARY_SCOPES } from "@/lib/queries/summary/scope";
import { id, named, pageOf, time } from "./common";

const section = z.enum(SUMMARY_SECTIONS);

const share = named(
  "Share",
  z.object({
    id,
    title: z.string(),
    prefix: z.string().describe("The first characters of the token, to tell links apart"),
    scope: z.enum(SUMMARY_SCOPES),
    groupId: id.nullable(),
    hostId: id.nullable(),
    query: z.string().nullable(),
    periodDays: z.number().int(),
    sections: z.array(section),
    hideNames: z.boolean(),
    watermark: z.string(),
    frozenAt: time.nullable().describe("Null: it shows what is so when it is read"),
    password: z.boolean().describe("Whether it asks for one"),
    badge: z.boolean(),
    pdf: z.enum(PAPERS).nullable().describe("The paper on which it offers a PDF; null: it offers none"),
    createdAt: time,
    createdBy: z.string(),
    expiresAt: time,
    revokedAt: time.nullable(),
    revokedBy: z.string().nullable(),
    state: z.enum(["open", "expired", "revoked"]),
    views: z.number().int().describe("How often it was shown"),
    lastViewAt: time.nullable(),
  }),
);
export const sharePage = named("SharePage", pageOf(share));

export const newShare = z
  .object({
    scope: z.enum(SUMMARY_SCOPES).describe("Left out: the fleet"),
    groupId: id.describe("Of scope `group`"),
    hostId: id.describe("Of scope `host`"),
    query: z
      .string()
      .describe("Of scope `hosts`: the query of the list of hosts, such as `grade=D,E,F&silent=1`"),
    periodDays: z.number().int().describe("Compared with so many days before; left out: 30"),
    title: z.string(),
    comment: z.string().describe("Stands in front of it. Markdown"),
    sections: z.array(section).describe("Left out: all of them"),
    hideNames: z.boolean().describe("Hosts get pseudonyms, of this link alone"),
    watermark: z.string(),
    frozen: z.boolean().describe("Left out: true. False: it shows what is so when it is read"),
    days: z.number().int().describe("It lives so long; left out: 14, or as long as the policy allows"),
    password: z.string().describe("8 to 256 characters; left out: none"),
    badge: z
      .boolean()
      .describe(
        "Lets `badge.svg` below the link show grade and age to everybody who has it, also without the password; left out: false",
      ),
    pdf: z
      .enum(PAPERS)
      .nullable()
      .describe("Offers the same as `summary.pdf` below the link, on this paper; left out: none"),
  })
  .partial()
  .strict();
export const madeShare = z.object({
  id,
  title: z.string(),
  url: z.string().describe("The link itself, in this answer only"),
  expiresAt: time,
});
export const goneShare = z.object({ id, title: z.string() });
