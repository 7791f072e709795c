"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { filesOf, leaveFiles } from "./files";

/** The whole window as a drop zone, while files are over it. */
export function Drop({ onEnd }: { onEnd: () => void }) {
  const router = useRouter();
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) onEnd();
    };
    const drop = async (event: DragEvent) => {
      event.preventDefault();
      if (!event.dataTransfer) return onEnd();
      const files = await filesOf(event.dataTransfer);
      onEnd();
      if (files.length === 0) return;
      leaveFiles(files);
      window.dispatchEvent(new Event("rampart:files"));
      router.push("/upload");
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [router, onEnd]);
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-bg/85">
      <p className="text-20">Drop reports to bring them as evidence</p>
    </div>
  );
}
