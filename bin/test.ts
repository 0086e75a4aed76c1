import { spawnSync } from 'node:child_process'
import build from './build'
import { buildAgent } from './build-agent'
import { StartError } from './installation'
import lint from './lint'
import { chromiumPath, ensureTools } from './tools'

/** Everything: format, lint, types, unit, integration, the production build and the browser tests on it. */
export default async function main(): Promise<void> {
  const lacking = ensureTools(['restic', 'rclone', 'chromium'])
  if (lacking?.includes('chromium') && !chromiumPath()) step('the browser', 'playwright/cli.js', 'install', 'chromium')
  if (lacking && /restic|rclone/.test(lacking)) throw new StartError(`The tests need real backups. ${lacking}`)
  await lint()
  step('the route types', 'next/dist/bin/next', 'typegen')
  step('the types', 'typescript/bin/tsc', '--noEmit')
  await buildAgent()
  step('the unit and integration tests', 'vitest/vitest.mjs', 'run')
  await build()
  step('the browser tests', 'playwright/cli.js', 'test')
  console.log('\nAll is well.')
}

/** Runs a tool of node_modules; what fails ends the run with its name. */
function step(name: string, tool: string, ...args: string[]): void {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, [`node_modules/${tool}`, ...args], { stdio: 'inherit' })
  if (status !== 0) throw new StartError(`Failed: ${name} (see above).`)
}
