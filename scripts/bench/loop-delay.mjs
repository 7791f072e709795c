/**
 * Loaded into the page server by `--import`: on SIGUSR2 it writes the longest stop of the event loop since the last one
 * (milliseconds) to the file that RAMPART_BENCH_LOOP names.
 */
import fs from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";

const file = process.env.RAMPART_BENCH_LOOP;
if (file) {
  const RESOLUTION = 1;
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  process.on("SIGUSR2", () => {
    // The monitor's own timer is part of what it sees.
    fs.writeFileSync(
      file,
      JSON.stringify({ max: delay.max / 1e6 - RESOLUTION, p99: delay.percentile(99) / 1e6 - RESOLUTION }),
    );
    delay.reset();
  });
}
