/** Runs the real Lynis client with a profile, in a folder of its own: the set-up of the machine is not touched. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

export interface LynisRun {
  exit: number | null;
  output: string;
}

/** Two ids as in `/etc/lynis/hostids`, since a bare container has none; and without what takes minutes or asks others. */
const FOR_TESTS = [
  `hostid=${"1a".repeat(20)}`,
  `hostid2=${"2b".repeat(32)}`,
  "skip-plugins=yes",
  "skip-upgrade-test=yes",
];

export class LynisClient {
  readonly report: string;

  constructor(
    private readonly program: string,
    private readonly folder: string,
  ) {
    this.report = path.join(folder, "lynis-report.dat");
  }

  /** `lynis audit system --upload`, with one group of tests: all of them take minutes. */
  audit(profile: string, env?: Record<string, string>): Promise<LynisRun> {
    return this.run(
      profile,
      ["audit", "system", "--quick", "--tests-from-group", "authentication", "--upload"],
      env,
    );
  }

  /** `lynis upload-only`: the same report once more. */
  upload(profile: string, env?: Record<string, string>): Promise<LynisRun> {
    return this.run(profile, ["upload-only"], env);
  }

  private async run(profile: string, command: string[], env: Record<string, string> = {}): Promise<LynisRun> {
    const file = path.join(this.folder, "test.prf");
    fs.writeFileSync(file, `${[profile, ...FOR_TESTS].join("\n")}\n`, { mode: 0o600 });
    const places = ["--profile", file, "--report-file", this.report];
    const log = ["--log-file", path.join(this.folder, "lynis.log")];
    const child = spawn(this.program, ["--no-colors", ...places, ...log, ...command], {
      cwd: this.folder,
      env: { ...process.env, ...env, PATH: "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const hear = (chunk: Buffer): void => {
      output += chunk;
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const exit = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { exit, output };
  }
}
