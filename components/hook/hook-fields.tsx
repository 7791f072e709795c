import { Field } from "@/components/ui/form";
import { HOOK_KINDS, NOTICE_WORDS } from "@/lib/notices";

interface HookFieldsProps {
  name: string;
  url: string;
  kinds: readonly string[];
}

/** What a web hook is called, where it goes and what it is told. */
export function HookFields({ name, url, kinds }: HookFieldsProps) {
  return (
    <>
      <Field
        id="name"
        label="Name"
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={name}
        hint="What it is for, such as: tickets of the operations team"
      />
      <Field
        id="url"
        label="Address"
        type="url"
        required
        maxLength={1000}
        autoComplete="off"
        defaultValue={url}
        hint="https only. Private addresses are refused, unless RAMPART_HOOKS_TO_PRIVATE names them."
      />
      <fieldset>
        <legend className="mb-1 font-bold text-13">Is told of</legend>
        {HOOK_KINDS.map((kind) => (
          <label key={kind} className="flex cursor-pointer items-baseline gap-3 py-1 text-13">
            <input
              type="checkbox"
              name="kind"
              value={kind}
              defaultChecked={kinds.includes(kind)}
              className="translate-y-px accent-ink"
            />
            {NOTICE_WORDS[kind]}
          </label>
        ))}
      </fieldset>
    </>
  );
}
