import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './installation'

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
const STAMP = '.next/portal-sources'

/** Builds the pages for production unless the build is of these very sources. */
export default async function main(): Promise<void> {
  const sources = digest(SOURCES)
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  console.error('Building the pages (about a minute) ...')
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { stdio: ['ignore', 2, 2], env })
  if (status !== 0) throw new StartError('The pages could not be built (see above).')
  writeFileSync(STAMP, sources)
}

function digest(paths: string[]): string {
  const hash = createHash('sha256').update(process.version)
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(path).update(readFileSync(path))
  }
  for (const path of paths) if (existsSync(path)) add(path)
  return hash.digest('hex')
}
