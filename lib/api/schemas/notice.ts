/** Notices and web hooks, as they come in and leave. */
import { z } from "zod";
import { HOOK_KINDS, NOTICE_KINDS } from "@/lib/notices";
import { id, named, pageOf, reference, time } from "./common";

const kind = z.enum([...NOTICE_KINDS, "other"]);

const notice = named(
  "Notice",
  z.object({
    id,
    kind,
    at: time,
    text: z.string().describe("One line. It may hold words of reports: show it as text only."),
    href: z.string().describe("Where it leads, within Rampart"),
    host: reference.nullable(),
    readAt: time.nullable(),
  }),
);
export const noticePage = named("NoticePage", pageOf(notice));

export const marking = z
  .object({
    read: z.literal(true),
    ids: z.array(id).min(1).max(200).optional().describe("Left out: all of them"),
  })
  .strict();
export const marked = z.object({ read: z.number().int().describe("How many were unread until now") });

const hookKind = z.enum(HOOK_KINDS);

const delivery = named(
  "HookDelivery",
  z.object({
    id: id.describe("As in the header `X-Rampart-Delivery`"),
    kind: z.string(),
    text: z.string(),
    at: time.describe("When it was made, or tried last"),
    attempts: z.number().int(),
    status: z.number().int().nullable().describe("The HTTP status of the last attempt"),
    error: z.string().nullable(),
    state: z.enum(["delivered", "waiting", "failed"]),
  }),
);

const hook = named(
  "WebHook",
  z.object({
    id,
    name: z.string(),
    url: z.string(),
    kinds: z.array(hookKind),
    createdAt: time,
    createdBy: z.string(),
    disabledAt: time.nullable().describe("By a person, or after 20 failures in a row"),
    deliveries: z.array(delivery).describe("The last ten"),
  }),
);
export const hookPage = named("WebHookPage", pageOf(hook));

export const newHook = z
  .object({
    name: z.string().describe("1 to 80 characters"),
    url: z.string().describe("An https address"),
    kinds: z.array(hookKind).min(1),
  })
  .strict();
export const madeHook = z.object({
  id,
  name: z.string(),
  secret: z.string().describe("What deliveries are signed with. It is never shown again."),
});
export const goneHook = z.object({ id, name: z.string() });
