/** `npm run dev`: the same application with fast refresh, on the same data folder. */
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { checkNode, checkPort, readAddress } from "./start/checks.mjs";
import { prepare } from "./start/prepare.mjs";

try {
  checkNode(process.versions.node);
  const { host, port } = readAddress(process.env);
  await checkPort(host, port);
  await prepare({ build: false });
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  const child = spawn(process.execPath, [next, "dev", "--hostname", host, "--port", String(port)], {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", HOST: host, PORT: String(port) },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 0));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
