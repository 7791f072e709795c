/** The pure cores, in a process of their own. */
import { runTypeScript } from "./processes.mjs";
import { ms, row, times } from "./table.mjs";

export function core() {
  const figures =
    /** @type {{ [name in "read47" | "split47" | "read150" | "split150" | "score" | "gains"]: number }} */ (
      runTypeScript("scripts/bench/pure.ts")
    );
  row(
    "Lynis report, 47 KB",
    "≤ 10 × split into lines",
    { value: ms(figures.read47), floor: ms(figures.split47), ratio: times(figures.read47 / figures.split47) },
    figures,
  );
  row(
    "Lynis report, 150 KB",
    "≤ 10 × split into lines",
    {
      value: ms(figures.read150),
      floor: ms(figures.split150),
      ratio: times(figures.read150 / figures.split150),
    },
    figures,
  );
  row("Score of a host with 500 checks", "≤ 2 ms", { value: ms(figures.score) }, figures.score);
  row("All its gains", "≤ 20 ms", { value: ms(figures.gains) }, figures.gains);
}
