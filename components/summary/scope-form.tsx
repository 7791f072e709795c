import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { ScopeFields } from "./scope-fields";

/** What a summary is about, and what it is compared with: both stand in the address. */
export function ScopeForm(props: ComponentProps<typeof ScopeFields>) {
  const { scope, host, group, query, days } = props.asked;
  return (
    <form
      // Afresh with every choice: a select does not follow its default value.
      key={[scope, host, group, query, days].join()}
      action="/summary"
      className="no-print mt-6 mb-8 flex flex-wrap items-end gap-3"
    >
      <ScopeFields {...props} />
      <Button type="submit">Look</Button>
    </form>
  );
}
