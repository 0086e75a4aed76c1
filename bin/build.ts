import { spawnSync } from 'node:child_process'
import { StartError } from './installation'
import { buildIfChanged } from './sources'

const SOURCES = [
  'app',
  'lib',
  'db',
  'public',
  'middleware.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/** Builds the pages for production unless the build is of these very sources. */
export default function main(): Promise<void> {
  return buildIfChanged({ result: '.next', stamp: '.next/portal-sources', sources: SOURCES, build: buildPages })
}

function buildPages(): void {
  console.error('Building the pages (about a minute) ...')
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { stdio: ['ignore', 2, 2], env })
  if (status !== 0) throw new StartError('The pages could not be built (see above).')
}
