import { Select } from "@/components/ui/form";
import { ROLES, type Role } from "@/lib/auth/rights";
import { ROLE_WORDS } from "./roles";

/** Changing `now` starts afresh: a select does not follow its default value. */
export function RoleSelect({ id, now }: { id: string; now: Role }) {
  return (
    <Select key={now} id={id} name="role" label="Role" defaultValue={now}>
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </Select>
  );
}

/** What each role may do: each also what stands above it. */
export function RoleGuide() {
  return (
    <dl className="grid content-start gap-x-6 gap-y-1 text-13 sm:grid-cols-[auto_minmax(0,1fr)]">
      {ROLES.map((role) => (
        <div key={role} className="sm:contents">
          <dt className="font-bold sm:font-normal">{role}</dt>
          <dd className="mb-1 text-ink-2 sm:mb-0">{ROLE_WORDS[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
