import type { ReactNode } from "react";
import { Field, Select } from "@/components/ui/form";
import { PAPERS } from "@/lib/exports/pdf/options";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { whole } from "@/lib/format";
import { MOST_COMMENT, type ShareChoices } from "./choices";
import { SECTION_WORDS } from "./words";

interface ShareOptionsProps {
  choices: ShareChoices;
  mostDays: number;
}

/** The choices of a share link: fields of a form that shows what its reader will see. */
export function ShareOptions({ choices, mostDays }: ShareOptionsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          {...{ id: "state", label: "It shows", defaultValue: choices.frozen ? "frozen" : "live" }}
          hint="What is frozen never changes, whatever is reported later."
        >
          <option value="frozen">frozen: as it is now</option>
          <option value="live">live: as it is when read</option>
        </Select>
        <Field
          {...{ id: "life", label: "It ends after so many days", type: "number", required: true }}
          {...{ min: 1, max: mostDays, defaultValue: choices.days }}
          hint={`${mostDays} at most, by the policy. You can end it before.`}
        />
      </div>
      <Choices legend="Names">
        <Check name="hide" value="1" checked={choices.hideNames} label="Hide names and addresses of hosts">
          Each fortress gets another name, the same throughout this link and unlike that of any other.
        </Check>
      </Choices>
      <Choices legend="Details after the first page">
        {SUMMARY_SECTIONS.map((section) => (
          <Check
            key={section}
            {...{ name: "section", value: section, checked: choices.sections.includes(section) }}
            label={SECTION_WORDS[section]}
          />
        ))}
      </Choices>
      <Field
        {...{ id: "title", label: "Title", maxLength: 120, defaultValue: choices.title }}
        hint="Left empty, it is called as what it is about."
      />
      <div>
        <label htmlFor="comment" className="mb-1 block font-bold text-13">
          Your words in front of it
        </label>
        <textarea
          {...{ id: "comment", name: "comment", rows: 4, defaultValue: choices.comment }}
          maxLength={MOST_COMMENT}
          className="field"
          aria-describedby="comment-hint"
        />
        <p id="comment-hint" className="mt-1 text-12 text-ink-3">
          Markdown, without links; {whole(MOST_COMMENT)} characters at most. Short is best: the figures stand
          below it.
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          {...{ id: "watermark", label: "Watermark", maxLength: 60, defaultValue: choices.watermark }}
          hint="Such as: Confidential, for the board."
        />
        <Select
          {...{ id: "pdf", label: "As a file", defaultValue: choices.pdf ?? "" }}
          hint="With the same content, watermark and password."
        >
          <option value="">not offered</option>
          {PAPERS.map((paper) => (
            <option key={paper} value={paper}>
              PDF on {paper}
            </option>
          ))}
        </Select>
      </div>
      <Choices legend="Badge">
        <Check name="badge" value="1" checked={choices.badge} label="Offer a small picture of the grade">
          For a README or a wiki. Its address holds the link: whoever sees it can open the summary too, unless
          a password guards it.
        </Check>
      </Choices>
    </>
  );
}

const Choices = ({ legend, children }: { legend: string; children: ReactNode }) => (
  <fieldset>
    <legend className="mb-1 font-bold text-13">{legend}</legend>
    {children}
  </fieldset>
);

interface CheckProps {
  name: string;
  value: string;
  checked: boolean;
  label: string;
  /** What follows from it. */
  children?: ReactNode;
}

function Check({ name, value, checked, label, children }: CheckProps) {
  const hint = children ? `${name}-hint` : undefined;
  return (
    <div className="py-0.5 text-13">
      <label className="flex items-center gap-2">
        <input type="checkbox" name={name} value={value} defaultChecked={checked} aria-describedby={hint} />
        {label}
      </label>
      {children && (
        <p id={hint} className="mt-0.5 ml-[21px] text-12 text-ink-3">
          {children}
        </p>
      )}
    </div>
  );
}
