import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { kitFiles } from '@/lib/kits/files'
import { builtAgent } from '@/tests/integration/agent/bundle'
import { Scene } from '@/tests/integration/agent/scene'
import { KEY } from '@/tests/integration/agent/stand-in-portal'
import { kitNamed, sourcesFor } from '@/tests/unit/kits/kit'

const bundle = builtAgent()
const NAME = `L'Alpe "$(touch owned)" & \`touch owned\` %n \\`

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kit install '))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** A kit unpacked in a folder with a space in its name; answers where its scripts lie. */
async function unpacked(name = NAME): Promise<{ kit: string; id: string; prefix: string }> {
  const facts = kitNamed(name)
  for (const { path, mode, body } of kitFiles(facts, 'linux', await sourcesFor('linux', readFileSync(bundle())))) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), body, { mode })
  }
  return { kit: join(home, facts.file.id), id: facts.file.id, prefix: join(home, 'in stalled') }
}

type Ended = { code: number; out: string; err: string }

async function sh(cwd: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn('sh', args, { cwd, env: { ...process.env, LC_ALL: 'fr_FR.UTF-8', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test('a kit of any name is installed, enrolled, installed over, and removed; nothing of its name runs', async () => {
  const scene = await Scene.open(bundle())
  const { kit, id, prefix } = await unpacked()
  const install = ['install.sh', '--portal', scene.portal.address, '--prefix', prefix]
  const first = await sh(kit, [...install, '--key', KEY, '--path', home, '--path', join(home, "l'été")])
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining(`${NAME} est installé dans ${prefix}`) })
  expect(first.out).toContain('Assistance : aide@alpes.example')
  const [hello] = scene.portal.hellos as { proposedConfig: string }[]
  expect(hello?.proposedConfig).toContain("l'été")

  const status = async () => JSON.parse((await sh(prefix, [join(prefix, id), 'status'])).out)
  expect(await status()).toMatchObject({ enrolled: true, product: NAME, state: join(prefix, 'state') })
  expect(await sh(kit, install)).toMatchObject({ code: 0, err: '' })
  expect(await status()).toMatchObject({ enrolled: true })

  writeFileSync(join(prefix, 'mine.txt'), 'not the kit’s')
  expect(await sh(kit, ['uninstall.sh', '--prefix', prefix])).toMatchObject({ code: 0, out: expect.stringContaining('--purge') })
  expect([existsSync(join(prefix, id)), existsSync(join(prefix, 'state')), existsSync(join(prefix, 'mine.txt'))]).toEqual([
    false,
    true,
    true,
  ])
  for (const folder of [kit, prefix, home]) expect(existsSync(join(folder, 'owned'))).toBe(false)
})

test('what is missing is said before anything is written, in the language of the machine, with whom to ask', async () => {
  const { kit, prefix } = await unpacked('Alpes')
  const tools = join(home, 'tools')
  mkdirSync(tools)
  for (const tool of ['sh', 'dirname', 'id', 'mkdir', 'sed', 'cat']) {
    const found = ['/bin', '/usr/bin'].map((folder) => join(folder, tool)).find(existsSync)
    if (found) symlinkSync(found, join(tools, tool))
  }
  const install = ['install.sh', '--prefix', prefix, '--key', KEY]
  const without = await sh(kit, install, { PATH: tools })
  expect(without).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/Node\.js 20\.9.*\nAssistance Alpes : aide@/) })
  const english = { PATH: tools, LC_ALL: 'en_GB.UTF-8' }
  symlinkSync(process.execPath, join(tools, 'node'))
  expect((await sh(kit, install, english)).err).toMatch(/restic 0\.14 or newer is needed.*\nAlpes support/)
  expect(existsSync(join(prefix, 'kit.json'))).toBe(false)
})

test('without a key and nobody to ask, an unknown option, or a key that is refused, it ends with a sentence', async () => {
  const scene = await Scene.open(bundle())
  const { kit, prefix } = await unpacked('Alpes')
  const install = ['install.sh', '--prefix', prefix, '--portal', scene.portal.address]
  expect(await sh(kit, install)).toMatchObject({ code: 1, err: expect.stringContaining('--key kwb_...') })
  expect(existsSync(join(prefix, 'kit.json'))).toBe(false)
  expect(await sh(kit, [...install, '--nonsense'])).toMatchObject({ code: 1, err: expect.stringContaining('Option inconnue : --nonsense') })
  expect(await sh(kit, [...install, '--key'])).toMatchObject({ code: 1, err: expect.stringContaining('--key attend une valeur') })
  scene.portal.mishap = () => ({ kind: 'status', status: 401, body: { error: { code: 'unknown_key', message: 'no' } } })
  const refused = await sh(kit, install, { AGENT_KEY: KEY })
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/inconnue du portail[\s\S]*relancez la même commande/) })
  scene.portal.mishap = () => null
  expect(await sh(kit, install, { AGENT_KEY: KEY })).toMatchObject({ code: 0 })
})
