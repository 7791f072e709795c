import { SECTION_WORDS } from "@/components/share/words";
import { Choice } from "@/components/ui/action-form";
import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import { KeptText } from "@/components/ui/kept-text";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { list } from "@/lib/format";
import type { ScheduleValues } from "./values";
import { WhenFields } from "./when-fields";

interface ScheduleFieldsProps {
  values: ScheduleValues;
  /** What it can be about: all fortresses, groups, saved views, and what it is about now. */
  abouts: readonly { value: string; title: string }[];
  /** All that there are, for those who choose among them; null: those that it has stay as they are. */
  hooks: readonly { id: string; name: string }[] | null;
  /** Names of those that it has. */
  told: readonly string[];
  /** An address of somebody here, as an example. */
  email: string;
  /** The reader's time zone. */
  reader: string;
}

/** What is sent, when and to whom. */
export function ScheduleFields({ values, abouts, hooks, told, email, reader }: ScheduleFieldsProps) {
  return (
    <>
      <KeptSelect id="about" name="about" label="Fortresses" defaultValue={values.about}>
        {abouts.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </KeptSelect>
      <KeptField
        {...{ id: "title", name: "title", label: "Title", maxLength: 120, defaultValue: values.title }}
        hint="Left empty, it is called as what it is about."
      />
      <WhenFields values={values} reader={reader} />
      <KeptText
        {...{ id: "recipients", label: "Recipients", text: values.recipients, maxLength: 5000, rows: 3 }}
        hint={`E-mail addresses, one on a line, such as ${email}. Each gets a mail of their own.`}
      />
      <KeptSelect id="send" name="send" label="They get" defaultValue={values.send}>
        <option value="pdf">the PDF, attached</option>
        <option value="link">a share link of that day, frozen</option>
      </KeptSelect>
      {hooks !== null && hooks.length > 0 && (
        <>
          {/* That none is checked is an answer as well. */}
          <input type="hidden" name="hooks" value="chosen" />
          <Choices legend="Web hooks that get it as data" name="hook" checked={values.hooks}>
            {hooks.map(({ id, name }) => ({ value: id, label: name }))}
          </Choices>
        </>
      )}
      {hooks === null && told.length > 0 && (
        <p className="text-13 text-ink-2 [overflow-wrap:anywhere]">
          It also goes to the web hooks {list(told)}, which administrators choose.
        </p>
      )}
      <KeptText
        {...{ id: "comment", label: "Your words in front of it", text: values.comment, maxLength: 2000 }}
        hint="Markdown, the same every time."
      />
      <Choices legend="Details to leave out" name="without" checked={values.without}>
        {SUMMARY_SECTIONS.map((section) => ({ value: section, label: SECTION_WORDS[section] }))}
      </Choices>
      <Choices legend="How it is shown" name="hide" checked={values.hideNames ? ["names"] : []}>
        {[{ value: "names", label: "Hide names and addresses of hosts" }]}
      </Choices>
    </>
  );
}

interface ChoicesProps {
  legend: string;
  name: string;
  checked: readonly string[];
  children: readonly { value: string; label: string }[];
}

const Choices = ({ legend, name, checked, children }: ChoicesProps) => (
  <fieldset>
    <legend className="mb-1 font-bold text-13">{legend}</legend>
    {children.map(({ value, label }) => (
      <div key={value} className="flex items-center gap-2 py-0.5 text-13">
        <Choice id={`${name}-${value}`} name={name} value={value} defaultChecked={checked.includes(value)} />
        <label htmlFor={`${name}-${value}`} className="[overflow-wrap:anywhere]">
          {label}
        </label>
      </div>
    ))}
  </fieldset>
);
