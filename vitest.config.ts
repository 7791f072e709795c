import { defineConfig } from "vitest/config";

const alias = {
  "@": new URL(".", import.meta.url).pathname.replace(/\/$/, ""),
  // Outside of Next there is no bundler that tells server from client.
  "server-only": new URL("./scripts/empty.mjs", import.meta.url).pathname,
};

/** Two heights: `unit` is pure and parallel, `database` shares engines and runs one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        oxc: { jsx: { runtime: "automatic" } },
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "e2e/**", "node_modules/**", ".next/**", ".bench/**"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          globalSetup: ["./scripts/test/engines.ts"],
          exclude: ["node_modules/**", ".next/**", ".bench/**"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
