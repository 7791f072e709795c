/** Writes the files of an evidence pack one after the other, and what proves them in the end. */
import { createHash } from "node:crypto";
import { evidenceKeyHash, signEvidence } from "@/lib/auth/evidence-key";
import { can, type Viewer } from "@/lib/auth/rights";
import { readEnvironment, siteOf } from "@/lib/env";
import {
  fileLine,
  type Manifest,
  manifestText,
  sumLine,
  uniquely,
  verifyNote,
} from "@/lib/exports/evidence-pack";
import { attachmentsOf } from "@/lib/queries/evidence-pack/attachments";
import { changesOf } from "@/lib/queries/evidence-pack/changes";
import { eventsOf, readsAllEvents } from "@/lib/queries/evidence-pack/events";
import { jsonArray } from "@/lib/queries/evidence-pack/json-array";
import { originalsOf } from "@/lib/queries/evidence-pack/originals";
import { attestationsOf, decisionsOf } from "@/lib/queries/evidence-pack/statements";
import type { PackFile, Period } from "@/lib/queries/evidence-pack/types";
import { readSummary, type SummaryRequest } from "@/lib/queries/summary";
import { summaryPdf } from "@/lib/queries/summary-pdf";

/** A file of the archive, whose text is made while it is read. */
export interface Packed {
  name: string;
  text: AsyncIterable<Uint8Array | string>;
}

interface Packing {
  /** The one who asks, bound to the hosts of the scope. */
  within: Viewer;
  head: Pick<Manifest, "title" | "scope" | "from" | "to">;
  period: Period;
  request: SummaryRequest;
  now: number;
}

/**
 * Each has to be read to its end before the next one comes. The manifest and the sums come last, when all hashes are known;
 * until then a line of each file is held, and nothing else of it.
 */
export async function* filesOf(viewer: Viewer, packing: Packing): AsyncGenerator<Packed> {
  const leftOut: string[] = [];
  const lines: string[] = [];
  const sums: string[] = [];
  const free = uniquely();
  for await (const { path, content, about } of contents(viewer, packing, leftOut)) {
    const name = free(path);
    const seen = counted(content);
    yield { name, text: seen.text };
    const { sha256, size } = seen.end();
    lines.push(fileLine({ path: name, sha256, size, ...about }));
    sums.push(sumLine(sha256, name));
  }
  const manifest = Buffer.from(
    manifestText(
      {
        ...{ format: "rampart-evidence-1", ...packing.head },
        ...{ madeAt: new Date(packing.now).toISOString(), madeBy: viewer.actor, leftOut },
        signedWith: { algorithm: "Ed25519", publicKeySha256: evidenceKeyHash() },
      },
      lines,
    ),
  );
  for (const [name, bytes] of [
    ["manifest.json", manifest],
    ["manifest.sig", signEvidence(manifest)],
  ] as const) {
    sums.push(sumLine(createHash("sha256").update(bytes).digest("hex"), name));
    yield { name, text: once(bytes) };
  }
  const list = Buffer.from(sums.join(""));
  yield { name: "SHA256SUMS", text: once(list) };
  yield { name: "SHA256SUMS.sig", text: once(signEvidence(list)) };
}

/** The same bytes, and what they were once they are read. */
function counted(content: PackFile["content"]) {
  const hash = createHash("sha256");
  let size = 0;
  return {
    text: (async function* () {
      for await (const piece of content) {
        const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
        hash.update(bytes);
        size += bytes.length;
        yield bytes;
      }
    })(),
    end: () => ({ sha256: hash.digest("hex"), size }),
  };
}

/** @param leftOut told what is not in it, and why */
async function* contents(viewer: Viewer, packing: Packing, leftOut: string[]): AsyncGenerator<PackFile> {
  const { within, period, request, head } = packing;
  const summary = await readSummary(viewer, request);
  if (summary) {
    yield { path: "summary.pdf", content: once(await summaryPdf(summary, { paper: "A4" })) };
    yield { path: "summary.json", content: json(summary) };
  }
  yield* originalsOf(within, period);
  const [decisions, attestations] = [
    await decisionsOf(viewer, within, period),
    await attestationsOf(within, period),
  ];
  const ids = { decisions: decisions.map(({ id }) => id), attestations: attestations.map(({ id }) => id) };
  yield* attachmentsOf(viewer, within, { period, ...ids });
  yield { path: "decisions.json", content: json(decisions) };
  yield { path: "attestations.json", content: json(attestations) };
  yield { path: "changes.json", content: jsonArray(changesOf(within, period)) };
  const group = head.scope === "group" && request.groupId ? [request.groupId] : [];
  const about = [...ids.decisions, ...ids.attestations, ...group];
  yield { path: "audit.json", content: jsonArray(eventsOf(viewer, within, { period, about })) };
  if (!readsAllEvents(viewer)) {
    leftOut.push(
      "audit.json has no events about people, their sessions and tokens: administrators pack them at the screen",
    );
  }
  if (!can(within, "report.download")) leftOut.push("originals: who packed it may not download them");
  const address = `${siteOf(readEnvironment())}/api/v1/evidence-key`;
  yield { path: "VERIFY.md", content: once(Buffer.from(verifyNote(address))) };
}

const json = (value: unknown): AsyncIterable<Uint8Array> =>
  once(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
