import { KeptField, KeptSelect } from "@/components/ui/kept-field";
import { LAST_DAY, WEEKDAYS } from "@/lib/schedules";
import { zoneNames } from "@/lib/zones";
import { NextPreview } from "./next-preview";
import type { ScheduleValues } from "./values";

const MONTH_DAYS = Array.from({ length: LAST_DAY.monthly }, (_, index) => index + 1);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Every month has it. */
const SHORTEST_MONTH = 28;

/** Closed, a choice shows nothing of the group that it is in. */
const monthDay = (day: number): string =>
  day === LAST_DAY.monthly
    ? "every month on its last day"
    : `every month on day ${day}${day > SHORTEST_MONTH ? ", or its last" : ""}`;

interface WhenFieldsProps {
  values: Pick<ScheduleValues, "when" | "hour" | "zone">;
  /** The reader's time zone. */
  reader: string;
}

/** On which day, at which hour, by whose clock. */
export const WhenFields = ({ values, reader }: WhenFieldsProps) => (
  <>
    <div className="grid gap-4 sm:grid-cols-2">
      <KeptSelect id="when" name="when" label="When" defaultValue={values.when}>
        <optgroup label="Weekly">
          {WEEKDAYS.map((weekday, index) => (
            <option key={weekday} value={`weekly ${index + 1}`}>
              every {weekday}
            </option>
          ))}
        </optgroup>
        <optgroup label="Monthly">
          {MONTH_DAYS.map((day) => (
            <option key={day} value={`monthly ${day}`}>
              {monthDay(day)}
            </option>
          ))}
        </optgroup>
      </KeptSelect>
      <KeptSelect id="hour" name="hour" label="At" defaultValue={values.hour}>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {String(hour).padStart(2, "0")}:00
          </option>
        ))}
      </KeptSelect>
    </div>
    <KeptField
      {...{ id: "zone", name: "zone", label: "Time zone", list: "zones", required: true, maxLength: 60 }}
      {...{ autoComplete: "off", spellCheck: false, defaultValue: values.zone }}
      hint="Whose clock counts, in summer and in winter: such as Europe/Berlin, or UTC."
    />
    <datalist id="zones">
      {zoneNames().map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
    <NextPreview reader={reader} />
  </>
);
