/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The Lynis client posts to paths that end in a slash and follows no redirect.
  skipTrailingSlashRedirect: true,
  // Native, WebAssembly or aware of their own place on disk: loaded by Node as they stand.
  serverExternalPackages: [
    ...["@node-rs/argon2", "@prisma/adapter-pg", "@prisma/schema-engine-wasm", "nodemailer", "pg", "pg-boss"],
    ...["@react-pdf/layout", "@react-pdf/render", "@react-pdf/renderer", "pdfkit"],
  ],
  // Types are checked by `npm run check`; a start should not wait for them again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  devIndicators: false,
  // A page is loaded when it is first asked for: it is no slower then, and 40 MB of pages that nobody opens stay on the disk.
  experimental: { preloadEntriesOnStart: false },
};

export default config;
