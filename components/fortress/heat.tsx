import { GRADE_LIMITS, gradeOf } from "@/lib/fortress/grade";
import type { Grade } from "@/lib/fortress/posture";
import { TOWERS, type Tower } from "@/lib/fortress/types";
import { Picture } from "./picture";
import { plain } from "./text";
import { TOWER_NAMES } from "./types";

/** One host of the map. `towers` holds what is proven; null = no evidence. */
export interface HeatHost {
  host: string;
  towers: Readonly<Record<Tower, number | null>>;
  silent?: boolean;
}

interface HeatProps {
  /** In the order in which they are drawn, for example lowest first. */
  hosts: readonly HeatHost[];
  width?: number;
  /** px of one cell. */
  cell?: number;
  /** The page that lists hosts `first` to `last`, counted from 1: makes each band of the map a link. */
  hrefOf?: (first: number, last: number) => string;
}

const CLASSES = ["A", "B", "C", "D", "E", "F", "none", "silent"] as const;
type Class = (typeof CLASSES)[number];

/** Rows of one band: four towers, one for the mark of silence, and a space. */
const BAND = 6;

/**
 * The fleet from far away: every host a column of four cells, shaded by the grade of the tower.
 * Neighbours of one grade are one dashed stroke, so 10,000 hosts in order of score stay small.
 */
export function Heat({ hosts, width = 1120, cell = 4, hrefOf }: HeatProps) {
  const perBand = Math.max(1, Math.floor(width / cell));
  const bands = Math.ceil(hosts.length / perBand);
  const rows = Math.max(1, bands * BAND);
  const runs = collect(hosts, perBand);
  const label = `Heat map of ${hosts.length} fortresses; in each band the rows are, from the top, ${TOWERS.join(", ")}.`;
  return (
    <Picture
      width={perBand * cell}
      height={rows * cell}
      inside={{ width: perBand, height: rows }}
      label={label}
      look="fx-heat"
      links={hrefOf && <Bands hosts={hosts} perBand={perBand} hrefOf={hrefOf} />}
    >
      {CLASSES.map((name) =>
        runs[name] ? <path key={name} d={runs[name]} className={`fx-heat-${name.toLowerCase()}`} /> : null,
      )}
    </Picture>
  );
}

interface BandsProps {
  hosts: readonly HeatHost[];
  perBand: number;
  hrefOf: (first: number, last: number) => string;
}

function Bands({ hosts, perBand, hrefOf }: BandsProps) {
  return Array.from({ length: Math.ceil(hosts.length / perBand) }, (_, band) => {
    const first = band * perBand;
    const last = Math.min(hosts.length, first + perBand) - 1;
    const ends = `${plain(hosts[first]?.host ?? "")} to ${plain(hosts[last]?.host ?? "")}`;
    const name = `Fortresses ${first + 1} to ${last + 1}: ${ends}`;
    return (
      <a key={first} href={hrefOf(first + 1, last + 1)} aria-label={name} className="fx-link">
        <title>{name}</title>
        <rect
          x="0"
          y={band * BAND}
          width={last - first + 1}
          height={BAND - 0.5}
          fill="transparent"
          className="fx-spot"
        />
      </a>
    );
  });
}

/** The grade of a figure, or "none" without evidence. */
function shadeOf(proven: number | null): Grade | "none" {
  return proven === null ? "none" : gradeOf(proven);
}

/** One path per class; a run of equal neighbours is one horizontal stroke in units of cells. */
function collect(hosts: readonly HeatHost[], perBand: number): Record<Class, string> {
  const paths: Record<Class, string> = { A: "", B: "", C: "", D: "", E: "", F: "", none: "", silent: "" };
  for (let first = 0; first < hosts.length; first += perBand) {
    const band = hosts.slice(first, first + perBand);
    const y = (first / perBand) * BAND;
    TOWERS.forEach((tower, row) => {
      strokes(band, y + row + 0.5, ({ towers }) => shadeOf(towers[tower]), paths);
    });
    strokes(band, y + 4.5, ({ silent }) => (silent ? "silent" : null), paths);
  }
  return paths;
}

function strokes(
  band: readonly HeatHost[],
  y: number,
  classOf: (host: HeatHost) => Class | null,
  paths: Record<Class, string>,
): void {
  let start = 0;
  band.forEach((host, index) => {
    const own = classOf(host);
    const next = band[index + 1];
    if (next && classOf(next) === own) return;
    if (own) paths[own] += `M${start} ${y}h${index + 1 - start}`;
    start = index + 1;
  });
}

/** What the shades mean. */
export function HeatLegend() {
  return (
    <ul className="fx-legend" aria-label="What the shades mean">
      {CLASSES.map((name) => (
        <li key={name}>
          <svg viewBox="0 0 3 1" width="36" height="12" className="fx fx-sign" aria-hidden="true">
            <path d="M0 .5h3" className={`fx-heat-${name.toLowerCase()}`} />
          </svg>{" "}
          {name === "none" ? "no evidence" : name}
        </li>
      ))}
    </ul>
  );
}

/** The map in numbers: how many fortresses stand at each grade, tower by tower. */
export function HeatTable({ hosts }: { hosts: readonly HeatHost[] }) {
  const columns = [...GRADE_LIMITS.map(([grade]) => grade), "none" as const];
  return (
    <table className="fx-facts">
      <caption>Fortresses by tower and grade</caption>
      <thead>
        <tr>
          <th scope="col">Tower</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="fx-number">
              {column === "none" ? "No evidence" : column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {TOWERS.map((tower) => (
          <tr key={tower}>
            <th scope="row">{TOWER_NAMES[tower]}</th>
            {columns.map((column) => (
              <td key={column} className="fx-number">
                {hosts.filter(({ towers }) => shadeOf(towers[tower]) === column).length}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
