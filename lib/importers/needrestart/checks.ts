/** What the checks of needrestart and checkrestart are: data in `content/catalogue`, checked once when it is loaded. */
import { z } from "zod";
import needrestart from "@/content/catalogue/needrestart.json";
import { type CheckDefinition, SEVERITIES, TOWERS } from "@/lib/fortress/types";

const schema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]{1,40}$/),
    title: z.string().min(3).max(120),
    severity: z.enum(SEVERITIES),
    tower: z.enum(TOWERS),
    group: z.string(),
  }),
);

/** @param catalogue the parsed file, throws where it breaks its schema */
export const definitionsOf = (family: string, catalogue: unknown): CheckDefinition[] =>
  schema.parse(catalogue).map(({ id, ...rest }) => ({ check: `${family}:${id}`, ...rest }));

export const DEFINITIONS = definitionsOf("needrestart", needrestart);
