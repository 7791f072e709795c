import { Button, ButtonLink } from "@/components/ui/button";

/** The end of a form that makes a token or a key: make it, or go back to the list. */
export function FormEnd({ label, pending }: { label: string; pending: boolean }) {
  return (
    <div className="flex gap-2">
      <Button type="submit" look="primary" disabled={pending}>
        {label}
      </Button>
      <ButtonLink href="/tokens" look="quiet">
        Cancel
      </ButtonLink>
    </div>
  );
}
