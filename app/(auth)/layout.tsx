import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-screen w-full max-w-[400px] flex-col justify-center px-4 py-12">
      <p className="mb-6 flex items-center gap-2 font-bold text-16">
        <Mark size={24} />
        Rampart
      </p>
      {children}
    </main>
  );
}
