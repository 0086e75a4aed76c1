import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildArchive } from '@/lib/kits/archive'
import { kitPlatforms } from '@/lib/kits/platforms'
import type { KitPlatform } from '@/lib/kits/types'
import { kitNamed, sourcesFor } from './kit'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const build = async (platform: KitPlatform) => buildArchive(kitNamed('Alpes Sauvegarde'), platform, await sourcesFor(platform))

const COMMON = ['LISEZMOI.md', 'README.md', 'kit.json', 'configuration.yaml', 'icon.svg']
const UNIX = [...COMMON, 'install.sh', 'uninstall.sh', 'common.sh', 'service.sh', 'kit.sh']
const HOLDS: Record<KitPlatform, string[]> = {
  linux: [...UNIX, 'alpes-sauvegarde-agent.service', 'alpes-sauvegarde-agent.mjs'],
  macos: [...UNIX, 'alpes-sauvegarde-agent.plist', 'alpes-sauvegarde-agent.mjs'],
  windows: [...COMMON, 'install.ps1', 'uninstall.ps1', 'common.ps1', 'alpes-sauvegarde-agent.mjs'],
}

describe.each(kitPlatforms)('the archive for %s', (platform) => {
  test('is the same byte for byte, wherever and whenever it is built', async () => {
    const first = await build(platform)
    const zone = process.env.TZ
    process.env.TZ = 'America/Caracas'
    const second = await build(platform)
    process.env.TZ = zone
    expect(second.sha256).toBe(first.sha256)
    expect(second.body.equals(first.body)).toBe(true)
    expect(first.byteCount).toBe(first.body.length)
  })

  test('differs with its version', async () => {
    const kit = kitNamed('Alpes Sauvegarde')
    const next = { ...kit, file: { ...kit.file, version: 4 } }
    const sources = await sourcesFor(platform)
    expect((await buildArchive(next, platform, sources)).sha256).not.toBe((await buildArchive(kit, platform, sources)).sha256)
  })

  test('is taken by the tools of its platform, and holds one folder under the product’s name', async () => {
    const { fileName, body } = await build(platform)
    writeFileSync(join(folder, fileName), body)
    const tool: [string, string[]] = platform === 'windows' ? ['unzip', ['-q', fileName]] : ['tar', ['-xzf', fileName]]
    execFileSync(...tool, { cwd: folder })
    expect(readdirSync(folder).sort()).toEqual(['alpes-sauvegarde-agent', fileName].sort())
    const kit = join(folder, 'alpes-sauvegarde-agent')
    expect(readdirSync(kit).sort()).toEqual([...HOLDS[platform]].sort())
    expect(statSync(join(kit, 'alpes-sauvegarde-agent.mjs')).mode & 0o777).toBe(0o755)
    expect(statSync(join(kit, 'kit.json')).mode & 0o777).toBe(0o644)
    expect(statSync(join(kit, 'kit.json')).mtime.getFullYear()).toBe(2020)
    expect(JSON.parse(readFileSync(join(kit, 'kit.json'), 'utf8'))).toMatchObject({ productName: 'Alpes Sauvegarde', version: 3 })
  })
})

test('a tar archive lists as the tools write it: plain files of root, sizes and modes', async () => {
  const { body } = await build('linux')
  writeFileSync(join(folder, 'kit.tar.gz'), body)
  const listed = execFileSync('tar', ['-tzvf', 'kit.tar.gz'], { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
  expect(listed).toMatch(/^-rwxr-xr-x root\/root +20 2020-01-01 12:00 alpes-sauvegarde-agent\/alpes-sauvegarde-agent\.mjs$/m)
})

test('Windows’ files have its line ends, and its scripts the mark by which PowerShell knows their letters', async () => {
  const { body } = await build('windows')
  writeFileSync(join(folder, 'kit.zip'), body)
  execFileSync('unzip', ['-q', 'kit.zip'], { cwd: folder })
  const read = (name: string) => readFileSync(join(folder, 'alpes-sauvegarde-agent', name), 'utf8')
  expect(read('install.ps1')).toMatch(/^\ufeff# Installs/)
  for (const name of ['install.ps1', 'README.md', 'configuration.yaml']) expect(read(name)).not.toMatch(/[^\r]\n/)
})
