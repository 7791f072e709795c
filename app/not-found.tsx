import type { Metadata } from "next";
import { Mark } from "@/components/shell/mark";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "There is nothing here" };

/** For addresses that no page has. Without the frame: nobody has asked yet who is looking. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-screen w-full max-w-[400px] flex-col justify-center px-4 py-12">
      <p className="mb-6 flex items-center gap-2 font-bold text-16">
        <Mark size={24} />
        Rampart
      </p>
      <h1>There is nothing here</h1>
      <p className="mt-3 mb-6 text-ink-2">This page does not exist. Its address may have been cut.</p>
      <div>
        <ButtonLink href="/">To the overview</ButtonLink>
      </div>
    </main>
  );
}
