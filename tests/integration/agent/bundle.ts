import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { buildAgent } from '@/bin/build-agent'

/** The agent as clients get it, built once for a test file, whose tests may wait for real backups. */
export function builtAgent(): () => string {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-bundle-'))
    await buildAgent(join(folder, 'agent.mjs'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return () => join(folder, 'agent.mjs')
}
