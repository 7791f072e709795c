import { TOWERS, type Tower } from "@/lib/fortress/types";
import { localHref } from "./href";
import { ageWords } from "./sentence";
import { Sign } from "./sign";
import { capHeight, plain, score } from "./text";
import {
  type FortressDrawing,
  type MeasureDrawing,
  type MeasureRole,
  TOWER_NAMES,
  type TowerDrawing,
} from "./types";

interface FactsTableProps {
  drawing: FortressDrawing;
  caption?: string;
}

/** The facts of the drawing as a table: every height, cap, guard and bridge, with its cause in full and its link. */
export function FactsTable({ drawing, caption }: FactsTableProps) {
  return (
    <table className="fx-facts">
      <caption>{caption ?? `${plain(drawing.host)}: the drawing as a table (${ageWords(drawing)})`}</caption>
      <thead>
        <tr>
          <th scope="col">Tower or measure</th>
          <th scope="col">State</th>
          <th scope="col" className="fx-number">
            Proven
          </th>
          <th scope="col" className="fx-number">
            Possible
          </th>
        </tr>
      </thead>
      {TOWERS.map((tower) => (
        <TowerRows key={tower} tower={tower} drawing={drawing.towers[tower]} />
      ))}
      <tbody>
        <tr>
          <th scope="row">Fortress</th>
          <td>{drawing.grade ? `grade ${drawing.grade}` : "no grade"}</td>
          <td className="fx-number">{score(drawing.proven)}</td>
          <td className="fx-number">{drawing.proven === null ? "–" : score(drawing.possible)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function TowerRows({ tower, drawing }: { tower: Tower; drawing: TowerDrawing }) {
  const { proven, possible, cap, note, guards, bridges, href } = drawing;
  const name = TOWER_NAMES[tower];
  const held = proven === null ? undefined : cap;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup">
          <Linked href={href}>{name}</Linked>
          {note && <span className="fx-why">{plain(note)}</span>}
          {held && <span className="fx-why">{holds(held)}</span>}
        </th>
        <td>
          {proven === null && (
            <>
              <Sign name="no evidence" /> no evidence
            </>
          )}
          {held && (
            <>
              <Sign name="held" /> held at {capHeight(held.at)}
            </>
          )}
        </td>
        <td className="fx-number">{score(proven)}</td>
        <td className="fx-number">{proven === null ? "–" : score(possible)}</td>
      </tr>
      <Measures kind="guard" measures={guards} />
      <Measures kind="bridge" measures={bridges} />
    </tbody>
  );
}

function Linked({ href, children }: { href: string | undefined; children: string }) {
  const target = localHref(href);
  return target === undefined ? children : <a href={target}>{children}</a>;
}

function holds({ cause, without }: NonNullable<TowerDrawing["cap"]>): string {
  if (!without) return plain(cause);
  return `${plain(cause)}; once cleared: proven ${score(without.proven)}, possible ${score(without.possible)}`;
}

function Measures({ kind, measures }: { kind: MeasureRole; measures: readonly MeasureDrawing[] }) {
  return measures.map(({ name, state, why, href }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a static table, and names may repeat
    <tr key={index} className="fx-measure">
      <th scope="row">
        <div>
          <Sign name={`${kind} ${state}`} />
          <div>
            <Linked href={href}>{plain(name)}</Linked>
            <span className="fx-why">{why ? `${kind}: ${plain(why)}` : kind}</span>
          </div>
        </div>
      </th>
      <td>{state}</td>
      <td />
      <td />
    </tr>
  ));
}
