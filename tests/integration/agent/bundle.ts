import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { buildAgent } from '@/bin/build-agent'

/** The agent as clients get it, built once for a test file. */
export function builtAgent(): () => string {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-bundle-'))
    await buildAgent(join(folder, 'agent.mjs'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return () => join(folder, 'agent.mjs')
}
