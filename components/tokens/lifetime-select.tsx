import { Select } from "@/components/ui/form";

/** For how long a token or a key works; a form that comes back keeps what was chosen. */
export function LifetimeSelect({ days }: { days: string | undefined }) {
  return (
    <div className="max-w-60">
      <Select key={days ?? "90"} id="days" label="Works for" defaultValue={days || "90"}>
        <option value="30">30 days</option>
        <option value="90">90 days</option>
        <option value="365">365 days</option>
        <option value="never">ever, until it is revoked</option>
      </Select>
    </div>
  );
}
