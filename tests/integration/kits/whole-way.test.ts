import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '@/db/postmaster'
import { getMachineConfig } from '@/lib/configs/queries'
import { openPublicArchive } from '@/lib/kits/downloads'
import { setKitSources } from '@/lib/kits/sources'
import { addMachine } from '@/lib/machines/commands'
import { getMachine } from '@/lib/machines/queries'
import { type Portal, startPortal } from '@/server'
import { builtAgent } from '@/tests/integration/agent/bundle'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { published } from './draft'

testDatabase()
const bundle = builtAgent()
const run = promisify(execFile)
const home = mkdtempSync(join(tmpdir(), 'kit-way-'))
let cast: Cast
let portal: Portal
let port: number

beforeAll(async () => {
  cast = await makeCast()
  port = await freePort()
  setKitSources({ agentPath: bundle(), scriptsPath: join(process.cwd(), 'agent/kit'), agentVersion: '9.8.7' })
  const nothing = { METRICS_TOKEN: undefined, RCLONE_REMOTE: undefined, TRUSTED_PROXIES: 0 }
  const storagePort = await freePort()
  portal = await startPortal({
    ...nothing,
    PORT: port,
    DATA_DIR: home,
    ROLES: ['agent', 'storage'],
    AGENT_HOSTS: ['localhost'],
    storagePort,
  })
  await vi.waitUntil(async () => (await fetch(`http://localhost:${port}/api/health`)).status === 200, { timeout: 30_000 })
})
afterAll(async () => {
  await portal.stop()
  rmSync(home, { recursive: true, force: true })
})

test('the published kit, installed as its README says, backs up with restic and is seen in the portal', async () => {
  await published(cast.alice, cast.resellerId)
  const archive = await openPublicArchive(cast.alpine.id, null, 'linux')
  const [clean, files] = [join(home, 'clean'), join(home, 'files')]
  for (const folder of [clean, files]) mkdirSync(folder)
  writeFileSync(join(files, 'devis.bin'), Buffer.alloc(300_000, 'devis'))
  if (archive) await writeFile(join(clean, 'kit.tar.gz'), archive.body as unknown as AsyncIterable<Uint8Array>)
  await run('tar', ['-xzf', 'kit.tar.gz'], { cwd: clean })

  const { machineId, identificationKey } = must(await addMachine(system, { contractId: cast.contracts.west, name: 'PC-KIT' }))
  const kit = join(clean, 'alpine-backup-agent')
  const readme = readFileSync(join(kit, 'LISEZMOI.md'), 'utf8').split('\n')
  const written = readme.find((line) => line.includes('--prefix'))?.trim() ?? ''
  const command = `${written.replace('kwb_...', identificationKey)} --portal http://localhost:${port} --path ${files}`
  const env = { ...process.env, HOME: home, LC_ALL: 'fr_FR.UTF-8' }
  const installed = await run('sh', ['-c', command], { cwd: kit, env })
  expect(installed.stdout).toContain('Cette machine est désormais « PC-KIT » du contrat « Bakery »')

  const agent = join(home, 'alpine-backup-agent', 'alpine-backup-agent')
  await run(agent, ['backup'], { env })
  expect(await getMachine(cast.alice, machineId)).toMatchObject({ lastOutcome: 'success', agentVersion: expect.any(String) })
  const config = await getMachineConfig(cast.alice, machineId)
  expect(config.body).toContain(files)
  expect(config.body).toContain('.cache')
})
