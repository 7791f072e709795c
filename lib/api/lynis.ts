/**
 * What the unmodified Lynis client asks, in its own words: `/lynis/license/`, then `/lynis/upload/`. See
 * `docs/decisions/0019-lynis-client.md`.
 */
import { countWrongKey, waitForKeys } from "@/lib/auth/attempts";
import { can, type Viewer } from "@/lib/auth/rights";
import { viewerOfLynisKey } from "@/lib/auth/session";
import { importReports } from "@/lib/commands/import-report";
import { LIMITS } from "@/lib/importers/limits";
import { sniff } from "@/lib/importers/lynis/sniff";
import { type Fields, readFields } from "./form-fields";
import { noted } from "./handler";
import { API_LIMITS } from "./limits";
import { Reply } from "./reply";

/** The client goes on where the first two words are `Response 100`; any other number is a refusal. */
type Answer = Reply<Uint8Array>;

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const code = status < 400 ? 100 : 500;
  return new Reply(status, Buffer.from(`Response ${code} ${text}\n`), {
    "Content-Type": "text/plain; charset=utf-8",
    ...headers,
  });
}

type Steps = (viewer: Viewer, fields: Fields) => Promise<Answer>;

/** Reads the form, then asks whose key it holds: the client sends it nowhere else. */
async function admit(request: Request, most: number, steps: Steps): Promise<Answer> {
  const address = request.headers.get("x-rampart-address") ?? "";
  const blocked = await waitForKeys(address);
  if (blocked !== null) return tooMany(blocked);
  const fields = await readFields(request, most);
  if (fields instanceof Reply) return answer(fields.status, fields.body.detail, fields.headers);
  const key = fields.get("licensekey");
  if (!key) return answer(400, "The form holds no licence key.");
  const viewer = await viewerOfLynisKey(key.toString("latin1").trim());
  if (!viewer) {
    const wait = await countWrongKey(address);
    return wait === null
      ? answer(401, "This licence key is not known, has ended or was revoked.")
      : tooMany(wait);
  }
  if (!can(viewer, "report.upload"))
    return answer(403, "The owner of this licence key may not bring reports.");
  return steps(viewer, fields);
}

const tooMany = (minutes: number): Answer =>
  answer(429, "Too many wrong licence keys from this address. Try again later.", {
    "Retry-After": String(minutes * 60),
  });

/** The last place for errors that nobody expected, as in `handler.ts`. */
const guarded =
  (handle: (request: Request) => Promise<Answer>) =>
  async (request: Request): Promise<Response> => {
    try {
      return (await handle(request)).response();
    } catch (error) {
      const errorId = noted(request, error);
      return answer(500, `Something went wrong here. The log names it by error id ${errorId}.`).response();
    }
  };

/**
 * May this key report at all? A refusal of the key has status 200: with `--fail` in its `upload-options` the client
 * would read no further than another status, and could not say that the key is what is wrong.
 */
export const checkLicense = guarded(async (request) => {
  const { status, body, headers } = await admit(request, API_LIMITS.lynisLicenseBytes, async () =>
    answer(200, "The licence key is good."),
  );
  return new Reply(status === 401 || status === 403 ? 200 : status, body, headers);
});

/**
 * Takes the report in `data`. Its host is the one that the report names; `hostid` and `hostid2` of the form are not
 * read: they say nothing that the report does not, and are not proven.
 */
export const takeReport = guarded((request) =>
  admit(request, API_LIMITS.lynisBytes, async (viewer, fields) => {
    const bytes = fields.get("data");
    if (!bytes || bytes.length === 0) return answer(400, "The form holds no report.");
    if (sniff(bytes.toString("utf8", 0, LIMITS.sniffBytes)) === "no") {
      return answer(422, "This is no report of Lynis.");
    }
    const [outcome] = await importReports(viewer, { files: [{ name: FILE, bytes }], via: "lynis" });
    const { status, host, problem } = outcome ?? {};
    if (status === "imported") return answer(200, `The report of ${host?.name} is imported.`);
    if (status === "duplicate") return answer(200, `The report of ${host?.name} is held already.`);
    return answer(problem?.code === "forbidden" ? 403 : 422, problem?.text ?? "The report was refused.");
  }),
);

/** What the report is called where it was made. */
const FILE = "lynis-report.dat";
