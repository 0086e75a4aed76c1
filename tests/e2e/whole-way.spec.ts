import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { at, operator, signIn } from './support/visit'

const run = promisify(execFile)
const agent = (...args: string[]) => run(process.execPath, ['dist/agent.mjs', ...args])

type Machine = { machineId: string; identificationKey: string }
type Shown = { state: string; lastOutcome: string; storedBytes: number; backups: { outcome: string; snapshotId: string | null }[] }

const CONTENTS: Record<string, Buffer> = {
  'été/contrat signé.pdf': randomBytes(300_000),
  'vide.txt': Buffer.alloc(0),
  "l'apostrophe & l'esperluette.bin": randomBytes(2_000_000),
  'profond/a/b/c/d/note.md': Buffer.from('# Bonjour\n'),
}

test('files are backed up by the real agent, seen live, and restored with plain restic byte for byte', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'whole-way-'))
  const [files, state, restored] = ['files', 'state', 'restored'].map((name) => join(folder, name)) as [string, string, string]
  for (const [name, content] of Object.entries(CONTENTS)) {
    await mkdir(dirname(join(files, name)), { recursive: true })
    await writeFile(join(files, name), content)
  }
  const machine = await operator<Machine>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Atelier Bois', '--name', 'PC-REEL'],
  )

  await signIn(page, 'alpes', 'alice')
  const cell = page.locator(`a[data-machine-id="${machine.machineId}"]`)
  await expect(cell).toHaveAttribute('data-state', 'never')

  const portal = `http://localhost:${process.env.PORT}`
  await agent('enroll', '--portal', portal, '--key', machine.identificationKey, '--path', files, '--state', state)
  await agent('backup', '--state', state)
  await expect(cell).toHaveAttribute('data-state', 'fresh')

  await cell.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('PC-REEL')
  await page.goto(at('alpes', `/machines/${machine.machineId}/logs`))
  await expect(page.getByText('Fin de backup')).toBeVisible()

  const shown = await operator<Shown>(...['machine', 'show', '--host', 'admin.alpes.localhost', '--machine', machine.machineId])
  expect(shown).toMatchObject({ state: 'fresh', lastOutcome: 'success', backups: [{ outcome: 'success' }] })
  expect(shown.storedBytes).toBeGreaterThan(2_300_000)

  const repository = await greet(portal, machine.identificationKey)
  const env = {
    ...process.env,
    RESTIC_REPOSITORY: repository.url,
    RESTIC_PASSWORD: repository.password,
    RESTIC_CACHE_DIR: join(folder, 'cache'),
  }
  await run('restic', ['restore', shown.backups[0]?.snapshotId ?? '', '--target', restored], { env })
  for (const [name, content] of Object.entries(CONTENTS)) {
    expect((await readFile(join(restored, files, name))).equals(content), name).toBe(true)
  }
  await rm(folder, { recursive: true, force: true })
})

test("a suspended contract's agent is refused, says so, and works again after reactivation", async () => {
  const state = await mkdtemp(join(tmpdir(), 'suspended-'))
  const which = ['--host', 'admin.alpes.localhost', '--contract', 'Refuge du Goûter']
  const machine = await operator<Machine>(...['machine', 'add', ...which, '--name', 'PC-SUSPENDU'])
  await agent(
    'enroll',
    '--portal',
    `http://localhost:${process.env.PORT}`,
    '--key',
    machine.identificationKey,
    '--path',
    'agent',
    '--state',
    state,
  )
  await operator(...['contract', 'suspend', ...which])
  const refused = await agent('backup', '--state', state).catch((error: { code: number; stdout: string; stderr: string }) => error)
  expect(refused).toMatchObject({ code: 4 })
  expect(`${refused.stdout}${refused.stderr}`).toMatch(/suspendu/i)
  await operator(...['contract', 'reactivate', ...which])
  await agent('backup', '--state', state)
  await rm(state, { recursive: true, force: true })
})

async function greet(portal: string, key: string): Promise<{ url: string; password: string }> {
  const response = await fetch(`${portal}/api/agent/v1/hello`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentVersion: '0', hostname: 'h', os: 'linux', arch: 'x64', engine: { name: 'restic', version: '0' } }),
  })
  return (await response.json()).repository
}
