import { bytes, whole } from "@/lib/format";
import { Button } from "./button";
import type { Came } from "./take-file";

interface ComingProps {
  /** As people call the file: `CSV`. */
  name: string;
  came: Came;
  /** How many rows there will be, and what they are. Left out: it is no table. */
  rows?: { total: number; what: string };
  onStop: () => void;
}

const BAR =
  "h-2 w-40 appearance-none overflow-hidden rounded-full bg-line-strong " +
  "[&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-ink";

/** How far a file has come. */
export function Coming({ name, came, rows, onStop }: ComingProps) {
  const counted = rows && came.rows !== null ? Math.min(came.rows, rows.total) : null;
  const far = rows && counted !== null ? `${whole(counted)} of ${whole(rows.total)} ${rows.what}, ` : "";
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      {counted !== null && (
        <progress aria-label={`${name} comes`} className={BAR} max={rows?.total} value={counted} />
      )}
      <span className="tabular-nums">
        {name}: {came.bytes === 0 ? "it is being made …" : `${far}${bytes(came.bytes)}`}
      </span>
      <Button small onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}
