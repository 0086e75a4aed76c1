import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { HelloRequest } from '@/lib/agent-protocol/schema'
import { builtAgent } from './bundle'
import { Scene } from './scene'
import { KEY } from './stand-in-portal'

const bundle = builtAgent()
const KIT = {
  id: 'alpes-sauvegarde-agent',
  version: 3,
  productName: "L'Alpe $& Co",
  accentColor: '#007a8f',
  locale: 'en',
  portal: 'https://admin.alpes.example',
  support: { email: 'aide@alpes.example', phone: '+33 4 50 00 00 00', url: null },
}
const CONFIG = 'paths: [/srv]\nschedule: "0 3 * * *"\ntags: [kit]\n'

let folder: string
let agent: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-of-kit-'))
  agent = join(folder, `${KIT.id}.mjs`)
  copyFileSync(bundle(), agent)
  writeFileSync(join(folder, 'kit.json'), JSON.stringify(KIT))
  writeFileSync(join(folder, 'configuration.yaml'), CONFIG)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => spawnSync(process.execPath, [agent, ...args], { encoding: 'utf8' })

test('an agent of a kit speaks under the kit’s name, in its language, and says whom to ask', () => {
  const help = run('--help').stdout
  expect(help).toMatch(/^L'Alpe \$& Co: backs up/)
  expect(help).toContain(`Usage: ${KIT.id} COMMAND`)
  expect(help).toContain("L'Alpe $& Co support: aide@alpes.example, +33 4 50 00 00 00")
  expect(help).not.toMatch(/agent\.mjs enroll|@\w+@/)
  expect(run('--help', '--lang', 'fr').stdout).toMatch(/^L'Alpe \$& Co : sauvegarde/)
  expect(run('--version').stdout).toMatch(/^L'Alpe \$& Co 3 \(agent /)
})

test('its state and its failures say so too', () => {
  const status = run('status', '--state', join(folder, 'none'))
  expect(JSON.parse(status.stdout)).toMatchObject({ product: KIT.productName, kitVersion: 3, support: KIT.support, enrolled: false })
  const refused = run('backup', '--state', join(folder, 'none'))
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/not enrolled[\s\S]*support: aide@alpes\.example/)])
  expect(run('nonsense').stderr).not.toContain('aide@')
})

test('its own folder is named for the kit, unless the installation has said where', () => {
  const home = { ...process.env, HOME: folder, AGENT_STATE: '' }
  expect(execFileSync(process.execPath, [agent, '--help'], { encoding: 'utf8', env: home })).toMatch(/(lib|state)\/alpes-sauvegarde-agent/)
  const told = { ...home, AGENT_STATE: '/srv/state' }
  expect(execFileSync(process.execPath, [agent, '--help'], { encoding: 'utf8', env: told })).toContain('/srv/state')
})

test.each(['not JSON', '{"id":"../../x"}', JSON.stringify({ ...KIT, portal: 'file:///etc' })])(
  'a damaged kit (%s) leaves it a plain agent',
  (text) => {
    writeFileSync(join(folder, 'kit.json'), text)
    expect(run('--help').stdout).toMatch(/^Agent de sauvegarde/)
  },
)

test('an agent without a kit says nothing of one', async () => {
  const alone = join(folder, 'alone')
  mkdirSync(alone)
  copyFileSync(bundle(), join(alone, 'agent.mjs'))
  const out = spawnSync(process.execPath, [join(alone, 'agent.mjs'), 'status', '--state', join(folder, 'none')], {
    encoding: 'utf8',
  }).stdout
  expect(Object.keys(JSON.parse(out))).toEqual(['agentVersion', 'state', 'enrolled'])
})

test('enrolling proposes the kit’s configuration; folders that are named take the place of its own', async () => {
  const scene = await Scene.open(agent)
  await scene.enroll()
  await scene.enroll('--path', folder)
  const [first, second] = scene.portal.hellos.map((hello) => (hello as HelloRequest).proposedConfig)
  expect(first).toBe(CONFIG)
  expect(parse(second ?? '')).toMatchObject({ paths: [folder], schedule: '0 3 * * *', tags: ['kit'] })
})

test('a portal under .localhost is reached where no resolver knows that name', async () => {
  const scene = await Scene.open(agent)
  const { port } = new URL(scene.portal.address)
  const enrolled = await scene.run(['enroll', '--portal', `http://admin.alpes.localhost:${port}`, '--key', KEY])
  expect(enrolled).toMatchObject({ code: 0, err: '' })
})
