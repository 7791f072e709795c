import { ScopeFields } from "@/components/decision/scope-fields";
import { dayWords } from "@/components/decision/words";
import { ActionForm, Submit } from "@/components/ui/action-form";
import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import { KeptText } from "@/components/ui/kept-text";
import { MOST_DAYS, UNTESTABLE } from "@/lib/fortress/attesting";
import { DAY } from "@/lib/fortress/days";
import { dayOf } from "@/lib/fortress/decision-rules";
import { CATALOGUE } from "@/lib/fortress/definitions";
import type { Named } from "@/lib/queries/work";
import { attestAction } from "../actions";

interface AttestFormProps {
  /** Chosen to begin with, as the host is. */
  measure: string | null;
  host: string | null;
  hosts: readonly Named[];
  /** How many there are. */
  total: number;
  groups: readonly Named[];
  /** Whose word it is, unless it is somebody else's. */
  by: string;
  now: number;
}

const TESTABLE = CATALOGUE.measures.filter(({ rule }) => rule.kind !== "attested");
const USUAL_DAYS = 365;

export function AttestForm({ measure, host, hosts, total, groups, by, now }: AttestFormProps) {
  const today = dayOf(now);
  const latest = dayOf(now + MOST_DAYS * DAY);
  const options = (measures: typeof TESTABLE) =>
    measures.map(({ id, title }) => (
      <option key={id} value={id}>
        {title}
      </option>
    ));
  return (
    <ActionForm action={attestAction} className="mt-8 grid max-w-[640px] gap-5">
      <KeptSelect
        id="measure"
        name="measure"
        label="Measure"
        defaultValue={measure ?? UNTESTABLE[0]?.id ?? ""}
      >
        <optgroup label="No tool can test them">{options(UNTESTABLE)}</optgroup>
        <optgroup label="Where no report speaks of them">{options(TESTABLE)}</optgroup>
      </KeptSelect>
      <ScopeFields legend="In place on" hosts={hosts} total={total} groups={groups} host={host} mayFleet />
      <KeptText
        id="statement"
        label="Statement"
        hint="What is in place, and how it was seen. Evidence files are added afterwards. An auditor reads both."
        maxLength={2_000}
        rows={4}
        required
      />
      <KeptField
        id="by"
        name="by"
        label="Whose word it is"
        defaultValue={by}
        required
        minLength={2}
        maxLength={200}
        autoComplete="off"
        hint="A colleague, an auditor, a company. That you entered it is kept beside it."
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <KeptField
          id="day"
          name="day"
          type="date"
          label="Of"
          required
          defaultValue={today}
          max={today}
          hint="When it was seen. Its age counts from here."
        />
        <KeptField
          id="lastDay"
          name="lastDay"
          type="date"
          label="Last day"
          required
          min={today}
          max={latest}
          defaultValue={dayOf(now + USUAL_DAYS * DAY)}
          hint={`It ends by itself after it; ${dayWords(latest)} at the latest.`}
        />
      </div>
      <div>
        <Submit look="primary">Attest the measure</Submit>
      </div>
    </ActionForm>
  );
}
