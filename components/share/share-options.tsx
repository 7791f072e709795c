import { Field, Select } from "@/components/ui/form";
import { SUMMARY_SECTIONS, type SummarySection } from "@/lib/exports/summary";
import { SECTION_WORDS } from "./words";

/** What is chosen about a link before it is made, as it stands in the address. */
export interface ShareChoices {
  title: string;
  comment: string;
  sections: readonly SummarySection[];
  hideNames: boolean;
  watermark: string;
  frozen: boolean;
  days: number;
  badge: boolean;
}

interface ShareOptionsProps {
  choices: ShareChoices;
  mostDays: number;
}

/** The choices of a share link: fields of a form that shows what its reader will see. */
export function ShareOptions({ choices, mostDays }: ShareOptionsProps) {
  return (
    <>
      <Field
        {...{ id: "title", label: "Title", maxLength: 120, defaultValue: choices.title }}
        hint="Left empty, it is called as what it is about."
      />
      <div>
        <label htmlFor="comment" className="mb-1 block font-bold text-13">
          Your words in front of it
        </label>
        <textarea
          {...{ id: "comment", name: "comment", rows: 4, maxLength: 2000, defaultValue: choices.comment }}
          className="field"
          aria-describedby="comment-hint"
        />
        <p id="comment-hint" className="mt-1 text-12 text-ink-3">
          Markdown. Short is best: the figures stand below it.
        </p>
      </div>
      <fieldset>
        <legend className="mb-1 font-bold text-13">Details after the first page</legend>
        {SUMMARY_SECTIONS.map((section) => (
          <Check
            key={section}
            {...{ name: "section", value: section, checked: choices.sections.includes(section) }}
            label={SECTION_WORDS[section]}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-bold text-13">How it is shown</legend>
        <Check name="hide" value="1" checked={choices.hideNames} label="Hide names and addresses of hosts" />
        <Check name="badge" value="1" checked={choices.badge} label="Offer a badge with the grade" />
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select id="state" label="It shows" defaultValue={choices.frozen ? "frozen" : "live"}>
          <option value="frozen">what is so now, for ever</option>
          <option value="live">what is so when it is read</option>
        </Select>
        <Field
          {...{ id: "life", label: "It lives for so many days", type: "number", required: true }}
          {...{ min: 1, max: mostDays, defaultValue: choices.days }}
          hint={`${mostDays} at most, by the policy.`}
        />
      </div>
      <Field
        {...{ id: "watermark", label: "Watermark", maxLength: 60, defaultValue: choices.watermark }}
        hint="Such as: Confidential, for the board."
      />
    </>
  );
}

interface CheckProps {
  name: string;
  value: string;
  checked: boolean;
  label: string;
}

function Check({ name, value, checked, label }: CheckProps) {
  return (
    <label className="flex items-center gap-2 py-0.5 text-13">
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      {label}
    </label>
  );
}
