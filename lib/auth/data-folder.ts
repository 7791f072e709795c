/** The instance's secrets, made at the first start and kept in the data folder with mode 0600. */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StartError } from "@/lib/errors";

const schema = z.object({ session: z.string().min(32) });
export type Secrets = z.infer<typeof schema>;

const shared = globalThis as typeof globalThis & { rampartSecrets?: Secrets };

/**
 * Reads the secrets, making them where there are none.
 * @throws StartError when the folder cannot be written or the file is not what it should be
 */
export function openSecrets(folder: string): Secrets {
  const file = path.join(folder, "secrets.json");
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!fs.existsSync(file)) {
      const text = JSON.stringify({ session: randomBytes(48).toString("base64url") }, null, 2);
      // Written aside and linked: a start that is killed leaves no half file, and two starts agree on one.
      const fresh = `${file}.${process.pid}`;
      fs.writeFileSync(fresh, `${text}\n`, { mode: 0o600 });
      try {
        fs.linkSync(fresh, file);
      } catch (error) {
        if (!fs.existsSync(file)) throw error;
      } finally {
        fs.rmSync(fresh, { force: true });
      }
    }
    fs.chmodSync(file, 0o600);
    shared.rampartSecrets = schema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
    return shared.rampartSecrets;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The data folder ${folder} cannot be used: ${reason}`);
  }
}

/** @throws when the start did not open them first, which is a fault of the program */
export function secrets(): Secrets {
  if (!shared.rampartSecrets) throw new Error("The secrets are not open.");
  return shared.rampartSecrets;
}
