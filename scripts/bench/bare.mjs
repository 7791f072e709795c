/** The floor: a Next application with one dynamic page and nothing else, built once into `.bench/`. */
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { freePort } from "../browser/server.mjs";

const FOLDER = path.resolve(".bench", "bare");
const NEXT = path.resolve("node_modules", "next", "dist", "bin", "next");

const FILES = {
  "package.json": '{ "private": true, "type": "module" }\n',
  "next.config.js": "export default { typescript: { ignoreBuildErrors: true } };\n",
  "app/layout.jsx":
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }\n",
  "app/page.jsx":
    "import { headers } from 'next/headers';\nexport default async function Page() { await headers(); return <p>bare</p>; }\n",
};

/** @returns {Promise<{ url: string, pid: number, stop: () => void }>} */
export async function startBare() {
  if (!fs.existsSync(path.join(FOLDER, ".next", "BUILD_ID"))) {
    for (const [name, text] of Object.entries(FILES)) {
      const file = path.join(FOLDER, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    fs.rmSync(path.join(FOLDER, "node_modules"), { force: true });
    fs.symlinkSync(path.resolve("node_modules"), path.join(FOLDER, "node_modules"), "dir");
    const { status, stderr } = spawnSync(process.execPath, [NEXT, "build", "--webpack"], {
      cwd: FOLDER,
      stdio: "pipe",
    });
    if (status !== 0) throw new Error(`The bare page could not be built: ${stderr}`);
  }
  const port = await freePort();
  const child = spawn(process.execPath, [NEXT, "start", "--hostname", "127.0.0.1", "--port", String(port)], {
    cwd: FOLDER,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  await new Promise((resolve) =>
    child.stdout.on("data", (text) => String(text).includes("Ready") && resolve(undefined)),
  );
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill("SIGTERM") };
}
