"use client";

import { ShownOnce } from "@/components/people/shown-once";
import { ButtonLink } from "@/components/ui/button";
import { NeedsHttps } from "./needs-https";
import type { Profile } from "./profile";

/** The lines to paste, shown once, and what else a client may need. */
export function LynisProfile({ name, lines, https }: Profile & { name: string }) {
  return (
    <div className="mt-6 grid max-w-[680px] gap-4">
      {!https && <NeedsHttps />}
      <ShownOnce title={`${name}, shown only now`} text={lines}>
        Put these three lines into <code>/etc/lynis/custom.prf</code> on the host. Rampart keeps only a hash
        of the key. Only root should be able to read the file.
      </ShownOnce>
      <ShownOnce title="Then bring a report, as root" text="lynis audit system --quick --upload" />
      <ul className="grid list-disc gap-2 pl-5 text-13 text-ink-2">
        <li>
          With a fourth line, <code>upload=yes</code>, every audit of the host is brought, also the nightly
          one.
        </li>
        <li>
          Where the certificate is of an authority of your own, name it in the third line:{" "}
          <code>upload-options=--fail --cacert /etc/ssl/certs/own-ca.pem</code>
        </li>
        <li>
          <code>--fail</code> makes the client say when Rampart refuses a report; without it every upload
          looks done. Why a report was refused stands under Evidence.
        </li>
        <li>
          If the client finds no host id, run <code>lynis generate hostids --save</code> once.
        </li>
      </ul>
      <div>
        <ButtonLink href="/tokens">Back to the API tokens</ButtonLink>
      </div>
    </div>
  );
}
