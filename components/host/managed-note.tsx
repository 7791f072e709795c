import { score } from "@/lib/format";

interface ManagedNoteProps {
  measured: number | null | undefined;
  managed: number | null | undefined;
  className?: string;
}

/** The managed score, where decisions make it another one than the measured: as small as it is beside it. */
export function ManagedNote({ measured, managed, className }: ManagedNoteProps) {
  if (managed == null || score(managed) === score(measured)) return null;
  return (
    <span className={className} title="As if what is accepted or transferred were no risk">
      managed {score(managed)}
    </span>
  );
}
