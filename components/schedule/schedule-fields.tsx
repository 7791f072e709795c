import { SECTION_WORDS } from "@/components/share/words";
import { Choice } from "@/components/ui/action-form";
import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import { KeptText } from "@/components/ui/kept-text";
import { SUMMARY_SECTIONS } from "@/lib/exports/summary";
import { WEEKDAYS } from "@/lib/schedules";

interface ScheduleFieldsProps {
  /** Beyond all fortresses: groups and saved views, by what the form sends for them. */
  abouts: readonly { value: string; title: string }[];
  /** Those that may be told; empty: the viewer chooses none. */
  hooks: readonly { id: string; name: string }[];
  /** Who it goes to unless something else is typed. */
  email: string;
}

const MONTH_DAYS = Array.from({ length: 28 }, (_, index) => index + 1);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** What is sent, when and to whom. */
export function ScheduleFields({ abouts, hooks, email }: ScheduleFieldsProps) {
  return (
    <>
      <KeptSelect id="about" name="about" label="Fortresses" defaultValue="fleet">
        <option value="fleet">all of them</option>
        {abouts.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </KeptSelect>
      <KeptField
        {...{ id: "title", name: "title", label: "Title", maxLength: 120 }}
        hint="Left empty, it is called as what it is about."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <KeptSelect id="when" name="when" label="When" defaultValue="weekly 1">
          <optgroup label="Every week">
            {WEEKDAYS.map((weekday, index) => (
              <option key={weekday} value={`weekly ${index + 1}`}>
                on {weekday}
              </option>
            ))}
          </optgroup>
          <optgroup label="Every month">
            {MONTH_DAYS.map((day) => (
              <option key={day} value={`monthly ${day}`}>
                on day {day}
              </option>
            ))}
          </optgroup>
        </KeptSelect>
        <KeptSelect id="hour" name="hour" label="At" defaultValue="6">
          {HOURS.map((hour) => (
            <option key={hour} value={hour}>
              {String(hour).padStart(2, "0")}:00 UTC
            </option>
          ))}
        </KeptSelect>
      </div>
      <KeptText
        {...{ id: "recipients", label: "Recipients", maxLength: 5000, rows: 3 }}
        hint={`E-mail addresses, one on a line, such as ${email}. Each gets a mail of their own.`}
      />
      <KeptSelect id="send" name="send" label="They get" defaultValue="pdf">
        <option value="pdf">the PDF, attached</option>
        <option value="link">a share link of that day, frozen</option>
      </KeptSelect>
      {hooks.length > 0 && (
        <Choices legend="Web hooks that are told" name="hook">
          {hooks.map(({ id, name }) => ({ value: id, label: name }))}
        </Choices>
      )}
      <KeptText
        {...{ id: "comment", label: "Your words in front of it", maxLength: 2000 }}
        hint="Markdown, the same every time."
      />
      <Choices legend="Details to leave out" name="without">
        {SUMMARY_SECTIONS.map((section) => ({ value: section, label: SECTION_WORDS[section] }))}
      </Choices>
      <Choices legend="How it is shown" name="hide">
        {[{ value: "names", label: "Hide names and addresses of hosts" }]}
      </Choices>
    </>
  );
}

interface ChoicesProps {
  legend: string;
  name: string;
  children: readonly { value: string; label: string }[];
}

const Choices = ({ legend, name, children }: ChoicesProps) => (
  <fieldset>
    <legend className="mb-1 font-bold text-13">{legend}</legend>
    {children.map(({ value, label }) => (
      <div key={value} className="flex items-center gap-2 py-0.5 text-13">
        <Choice id={`${name}-${value}`} name={name} value={value} />
        <label htmlFor={`${name}-${value}`}>{label}</label>
      </div>
    ))}
  </fieldset>
);
