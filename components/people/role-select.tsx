import { KeptSelect } from "@/components/ui/kept-field";
import { ROLES, type Role } from "@/lib/auth/rights";
import { ROLE_WORDS } from "./roles";

/** @param props.now chosen to begin with, and again when it changes */
export function RoleSelect({ id, now }: { id: string; now: Role }) {
  return (
    <KeptSelect id={id} name="role" label="Role" defaultValue={now}>
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </KeptSelect>
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
