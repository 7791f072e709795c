/** The shape of one guidance file: front matter and sections. See `content/guidance/README.md`. */
import { z } from "zod";

export const frontMatterSchema = z.strictObject({
  for: z.string().regex(/^(lynis|measure):\S+$/),
  title: z.string().min(3).max(90),
  repair: z
    .string()
    .min(3)
    .max(90)
    .refine((text) => !text.endsWith("."), "ends with a full stop"),
  risk: z.enum(["low", "medium", "high"]),
  reboot: z.enum(["no", "maybe", "yes"]),
  automate: z.boolean(),
  minutes: z.number().int().positive(),
  references: z
    .array(z.strictObject({ title: z.string().min(1), url: z.url({ protocol: /^https$/ }) }))
    .min(1),
});

export const SECTIONS = [
  "What it means",
  "Why it matters",
  "How to check",
  "Repair",
  "What may break",
  "Undo",
] as const;
export const REPAIRS = ["Debian and Ubuntu", "RHEL family", "Ansible"] as const;

/** One entry; texts are Markdown. */
export interface Guidance extends z.infer<typeof frontMatterSchema> {
  meaning: string;
  why: string;
  check: string;
  debian: string;
  redhat: string;
  ansible: string;
  breaks: string;
  undo: string;
}
