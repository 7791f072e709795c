/** `@mitre/hdf-converters`, in a folder of its own: it is compared with, and nothing of Rampart depends on it. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

export const HDF_VERSION = "2.12.6";
const FOLDER = path.join(".bench", "hdf");

/** Two of what it depends on cannot be had in the versions that it names. */
const MANIFEST = {
  private: true,
  dependencies: { "@mitre/hdf-converters": HDF_VERSION },
  overrides: { "@aws-sdk/client-config-service": "3.1108.0", "@mitre/jsonix": "3.0.10" },
};

/** @returns {string | null} why it cannot be had; null where it is there */
export function installHdf() {
  const manifest = path.join(FOLDER, "node_modules", "@mitre", "hdf-converters", "package.json");
  const held = () =>
    fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, "utf8")).version === HDF_VERSION;
  if (held()) return null;
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(path.join(FOLDER, "package.json"), JSON.stringify(MANIFEST, null, 2));
  console.log(`  installing @mitre/hdf-converters ${HDF_VERSION} into ${FOLDER} …`);
  const npm = process.env.npm_execpath;
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const { status, stderr } = spawnSync(npm ? process.execPath : "npm", npm ? [npm, ...args] : args, {
    cwd: FOLDER,
    encoding: "utf8",
  });
  return status === 0 && held() ? null : `could not be installed: ${(stderr ?? "").split("\n")[0]}`;
}
