import { score } from "@/lib/format";
import { GRADE_LIMITS } from "@/lib/fortress/grade";
import type { Stone } from "@/lib/queries/fleet";

interface DistributionProps {
  stones: readonly Stone[];
  grades: readonly { grade: string; hosts: number }[];
  mean: number | null;
  quartiles: [number, number] | null;
}

const WIDTH = 1120;
const LEFT = 20;
const SPAN = WIDTH - 2 * LEFT;
const STONE = 11;
const BASE = 96;
/** Stones above this do not fit; the figure beside says how many there are. */
const HIGH = 6;

const x = (proven: number): number => LEFT + (proven / 100) * SPAN;

/** Where the fortresses stand on the scale: one stone each, piled where several stand. */
export function Distribution({ stones, grades, mean, quartiles }: DistributionProps) {
  const columns = pile(stones);
  const words = grades.map(({ grade, hosts }) => `${hosts} with grade ${grade}`).join(", ");
  return (
    <div className="overflow-x-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
      <svg
        viewBox={`0 0 ${WIDTH} 128`}
        width={WIDTH}
        height="128"
        className="fx min-w-[920px]"
        role="group"
        aria-label={`Distribution of ${stones.length} fortresses: ${words}; mean ${score(mean)}.`}
      >
        {quartiles && (
          <>
            <rect
              x={x(quartiles[0])}
              y="24"
              width={Math.max(2, x(quartiles[1]) - x(quartiles[0]))}
              height={BASE - 24}
              fill="var(--sunken)"
            />
            <text x={x(quartiles[0])} y="16" fontSize="11" fill="var(--fx-soft)">
              half of all: {score(quartiles[0])} to {score(quartiles[1])}
            </text>
          </>
        )}
        {mean !== null && (
          <>
            <line x1={x(mean)} x2={x(mean)} y1="24" y2={BASE} stroke="var(--fx-own)" strokeDasharray="2 3" />
            <text x={x(mean) + 5} y="36" fontSize="11" fontWeight="650" fill="var(--fx-own)">
              mean {score(mean)}
            </text>
          </>
        )}
        {columns.map(({ at, stones: column }) =>
          column.slice(0, HIGH).map((stone, level) => (
            <a key={stone.id} href={`/hosts/${stone.id}`}>
              <title>{`${stone.name}: proven ${score(stone.proven)}${stone.silent ? ", silent" : ""}`}</title>
              <rect
                x={at - STONE / 2}
                y={BASE - (level + 1) * STONE}
                width={STONE - 1}
                height={STONE - 1}
                fill={stone.silent ? "var(--fx-paper)" : "var(--fx-stone)"}
                stroke={stone.silent ? "var(--fx-failed)" : "var(--fx-ink)"}
                strokeDasharray={stone.silent ? "2 2" : undefined}
                strokeWidth="0.8"
              />
            </a>
          )),
        )}
        {columns
          .filter(({ stones: column }) => column.length > HIGH)
          .map(({ at, stones: column }) => (
            <text
              key={at}
              x={at}
              y={BASE - HIGH * STONE - 4}
              fontSize="10"
              textAnchor="middle"
              fill="var(--fx-soft)"
            >
              {column.length}
            </text>
          ))}
        <line x1={LEFT} x2={WIDTH - LEFT} y1={BASE} y2={BASE} stroke="var(--fx-ink)" strokeWidth="1.2" />
        {GRADE_LIMITS.map(([grade, from], index) => {
          const to = index === 0 ? 100 : (GRADE_LIMITS[index - 1]?.[1] ?? 100);
          const count = grades.find((one) => one.grade === grade)?.hosts ?? 0;
          return (
            <g key={grade}>
              <line x1={x(from)} x2={x(from)} y1={BASE} y2={BASE + 6} stroke="var(--fx-ink)" />
              <text x={x(from)} y={BASE + 20} fontSize="11" textAnchor="middle" fill="var(--fx-soft)">
                {from}
              </text>
              <text
                x={(x(from) + x(to)) / 2}
                y={BASE + 20}
                fontSize="11"
                textAnchor="middle"
                fill="var(--fx-ink)"
              >
                <tspan fontWeight="650">{grade}</tspan> {count}
              </text>
            </g>
          );
        })}
        <text x={x(100)} y={BASE + 20} fontSize="11" textAnchor="middle" fill="var(--fx-soft)">
          100
        </text>
      </svg>
    </div>
  );
}

/** Stones that would overlap stand on each other. */
function pile(stones: readonly Stone[]): { at: number; stones: Stone[] }[] {
  const columns = new Map<number, Stone[]>();
  for (const stone of stones) {
    const column = Math.round(x(stone.proven) / STONE) * STONE;
    columns.set(column, [...(columns.get(column) ?? []), stone]);
  }
  return [...columns].map(([at, column]) => ({ at, stones: column }));
}
