import type { Summary } from "@/lib/exports/summary";
import { whole } from "@/lib/format";

const WIDTH = 64;

/** How many fortresses stand at each grade: figures first, and a bar to compare them. */
export function GradeBars({ grades }: { grades: Summary["grades"] }) {
  const most = Math.max(1, ...grades.map(({ hosts }) => hosts));
  return (
    <ul className="sm-grades" aria-label="Fortresses by grade">
      {grades.map(({ grade, hosts }) => (
        <li key={grade}>
          <span className="sm-name">{grade}</span>
          <svg viewBox={`0 0 ${WIDTH} 10`} width={WIDTH} height="10" aria-hidden="true" className="sm-bar">
            <path className="sm-track" d={`M0 5h${WIDTH}`} />
            <path d={`M0 5h${((hosts / most) * WIDTH).toFixed(1)}`} />
          </svg>
          <span>{whole(hosts)}</span>
        </li>
      ))}
    </ul>
  );
}
