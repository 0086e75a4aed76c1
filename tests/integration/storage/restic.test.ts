import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { repositoryAddress, setStorageLocation } from '@/lib/storage/location'
import { resticCache, runRestic, streamRestic } from '@/lib/storage/restic'
import { DOWNLOAD_PLACES } from '@/lib/storage/slots'

const folder = mkdtempSync(join(tmpdir(), 'restic-runner-'))
const source = join(folder, 'source')
const machine = { id: '019a0000-0000-7000-8000-000000000001', repositoryPassword: 'correct horse' }
const dataDir = join(folder, 'data')
const run = promisify(execFile)

beforeAll(async () => {
  setStorageLocation({ dataDir })
  mkdirSync(source)
  writeFileSync(join(source, 'large.bin'), randomBytes(20_000_000))
  writeFileSync(join(source, 'été.txt'), 'l’été')
  expect(await runRestic(machine, ['init'])).toEqual({ ok: true })
  expect(await runRestic(machine, ['backup', source])).toEqual({ ok: true })
})
beforeEach(() => setStorageLocation({ dataDir }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Has a script take restic's place until the environment is put back. */
function standIn(script: string): void {
  const bin = mkdtempSync(join(folder, 'stand-in-'))
  writeFileSync(join(bin, 'restic'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`)
}

const locks = () => readdirSync(join(dataDir, 'storage', machine.id, 'locks'))
const runs = () => readdirSync(join(dataDir, 'restic', 'runs'))

test('hands over what restic prints as values, line by line', async () => {
  const values: unknown[] = []
  expect(await runRestic(machine, ['ls', '--json', 'latest'], { onJson: (value) => values.push(value) })).toEqual({ ok: true })
  expect(values).toContainEqual(expect.objectContaining({ struct_type: 'node', path: join(source, 'été.txt') }))
})

test('streams a file byte by byte', async () => {
  const { stdout, ended } = await streamRestic(machine, ['dump', 'latest', join(source, 'été.txt')])
  expect([await text(stdout), await ended]).toEqual(['l’été', { ok: true }])
})

test('works the same through an rclone remote', async () => {
  setStorageLocation({ dataDir, remote: `:local:${join(dataDir, 'storage')}` })
  expect(repositoryAddress(machine.id)).toBe(`rclone::local:${join(dataDir, 'storage')}/${machine.id}`)
  const values: unknown[] = []
  expect(await runRestic(machine, ['snapshots', '--json'], { onJson: (value) => values.push(value) })).toEqual({ ok: true })
  expect(values).toEqual([[expect.objectContaining({ paths: [source] })]])
})

test('keeps the password and our secrets where other users of the server do not see them', async () => {
  vi.stubEnv('APP_SECRET', 'a secret that restic has no use for')
  vi.stubEnv('RESTIC_PASSWORD_COMMAND', 'echo wrong')
  const { stdout, ended } = await streamRestic(machine, ['dump', 'latest', join(source, 'large.bin')])
  const pids = runs().map((name) => JSON.parse(readFileSync(join(dataDir, 'restic', 'runs', name, 'owner.json'), 'utf8')).pid)
  const { stdout: args } = await run('ps', ['-o', 'args=', '-p', String(pids[0])])
  const environment = readFileSync(`/proc/${pids[0]}/environ`, 'utf8')
  stdout.destroy()
  await ended
  vi.unstubAllEnvs()
  expect(args).toMatch(/^restic dump latest/)
  expect(args).not.toContain(machine.repositoryPassword)
  expect(environment).not.toMatch(/APP_SECRET|RESTIC_PASSWORD_COMMAND/)
})

describe('leaves neither process, lock nor file behind when', () => {
  const startDump = (signal?: AbortSignal, limitSeconds?: number) =>
    streamRestic(machine, ['dump', 'latest', join(source, 'large.bin')], { signal, limitSeconds })
  const reached = async (started: Awaited<ReturnType<typeof startDump>>) => {
    await new Promise((resolve) => started.stdout.once('readable', resolve))
    expect(locks()).toHaveLength(1)
    return started
  }

  test('it is cancelled', async () => {
    const controller = new AbortController()
    const { ended, stdout } = await reached(await startDump(controller.signal))
    controller.abort()
    expect(await ended).toMatchObject({ ok: false, reason: 'cancelled' })
    expect([locks(), runs(), stdout.destroyed]).toEqual([[], [], true])
  })

  test('its reader goes away', async () => {
    const { ended, stdout } = await reached(await startDump())
    stdout.destroy()
    expect(await ended).toMatchObject({ ok: false, reason: 'cancelled' })
    expect([locks(), runs()]).toEqual([[], []])
  })

  test('it takes too long', async () => {
    const { ended } = await reached(await startDump(undefined, 10))
    expect(await ended).toMatchObject({ ok: false, reason: 'too_slow' })
    expect([locks(), runs()]).toEqual([[], []])
  })

  test('a listener throws, which is thrown on', async () => {
    const listening = runRestic(machine, ['ls', 'latest'], {
      onLine: () => {
        throw new Error('of the listener')
      },
    })
    await expect(listening).rejects.toThrow('of the listener')
    expect([locks(), runs()]).toEqual([[], []])
  })
})

describe('a run whose lines are heard ends with its reason when', () => {
  beforeAll(() => standIn('echo at work; trap exit INT; while :; do sleep 0.1; done'))
  afterAll(() => vi.unstubAllEnvs())

  test('it is cancelled while restic works', async () => {
    const controller = new AbortController()
    const lines: string[] = []
    const onLine = (line: string) => {
      lines.push(line)
      controller.abort()
    }
    expect(await runRestic(machine, ['prune'], { signal: controller.signal, onLine })).toMatchObject({ ok: false, reason: 'cancelled' })
    expect([lines, runs()]).toEqual([['at work'], []])
  })

  test('it takes too long', async () => {
    expect(await runRestic(machine, ['prune'], { limitSeconds: 1 })).toMatchObject({ ok: false, reason: 'too_slow' })
    expect(runs()).toEqual([])
  })
})

describe('leaves its place when', () => {
  /** More than there are places for jobs: one that stays taken lets the last wait for ever. */
  const ends = async (times = 3) => {
    const all: unknown[] = []
    for (let at = 0; at < times; at++) all.push(await runRestic(machine, ['prune']))
    return all
  }

  test('its folder cannot be made', async () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'restic'), 'a file, where a folder should be made')
    setStorageLocation({ dataDir: full })
    const failed = expect.objectContaining({ ok: false, reason: 'failed', message: expect.stringContaining('ENOTDIR') })
    expect(await ends()).toEqual([failed, failed, failed])
  })

  test('the cache goes while it runs', async () => {
    standIn('rm -rf "$RESTIC_CACHE_DIR"')
    const ended = await ends()
    vi.unstubAllEnvs()
    expect(ended).toEqual([{ ok: true }, { ok: true }, { ok: true }])
    expect(runs()).toEqual([])
  })
})

test('what a killed portal had started is interrupted by the next, and its folder goes', async () => {
  const [bin, interrupted] = [join(folder, 'bin'), join(folder, 'interrupted')]
  mkdirSync(bin)
  // Stands in for a long prune: it says nothing, and ends on an interrupt alone.
  writeFileSync(join(bin, 'restic'), `#!/bin/sh\ntrap 'touch ${interrupted}; exit' INT\nwhile :; do sleep 0.1; done\n`, { mode: 0o755 })
  const script = `
    import { setStorageLocation } from '@/lib/storage/location'
    import { streamRestic } from '@/lib/storage/restic'
    setStorageLocation({ dataDir: ${JSON.stringify(dataDir)} })
    await streamRestic(${JSON.stringify(machine)}, ['prune', '--quiet'])
    process.kill(process.pid, 'SIGKILL')`
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
  await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { env }).catch(() => {})
  expect(runs()).toHaveLength(1)
  // As a process of its own does, which has not looked there yet.
  vi.resetModules()
  const { makeRunFolder } = await import('@/lib/storage/run-folder')
  makeRunFolder(dataDir).remove()
  expect(runs()).toEqual([])
  await vi.waitUntil(() => existsSync(interrupted), { timeout: 10_000 })
})

describe('says why it failed:', () => {
  const reasonOf = async (of: typeof machine, args = ['snapshots', '--no-lock']) => {
    const end = await runRestic(of, args)
    return end.ok ? 'none' : end.reason
  }

  test('no repository, a wrong password, no restic', async () => {
    expect(await reasonOf({ ...machine, id: '019a0000-0000-7000-8000-000000000002' })).toBe('no_repository')
    expect(await reasonOf({ ...machine, repositoryPassword: 'wrong' })).toBe('wrong_password')
    vi.stubEnv('PATH', '/nowhere')
    expect(await reasonOf(machine)).toBe('absent')
    vi.unstubAllEnvs()
  })

  test('somebody else’s lock', async () => {
    const { stdout, ended } = await streamRestic(machine, ['dump', 'latest', join(source, 'large.bin')])
    await new Promise((resolve) => stdout.once('readable', resolve))
    expect(await reasonOf(machine, ['prune'])).toBe('locked')
    stdout.destroy()
    await ended
    expect(await reasonOf(machine, ['prune'])).toBe('none')
  })

  test('damage', async () => {
    const packs = join(dataDir, 'storage', machine.id, 'data')
    const pack = readdirSync(packs, { recursive: true, withFileTypes: true }).find((file) => file.isFile())
    const path = join(pack?.parentPath ?? '', pack?.name ?? '')
    const content = readFileSync(path)
    chmodSync(path, 0o600)
    writeFileSync(path, Buffer.concat([content, Buffer.from('!')]))
    expect(await reasonOf(machine, ['check', '--read-data'])).toBe('damaged')
    writeFileSync(path, content)
    expect(await reasonOf(machine, ['check', '--read-data'])).toBe('none')
    expect(readdirSync(resticCache(machine.id)).filter((name) => name.startsWith('restic-check-cache'))).toEqual([])
  })
})

test('runs two for jobs at once, the others in turn; people do not wait for jobs, and a wait can be cancelled', async () => {
  const hold = () => streamRestic(machine, ['dump', 'latest', join(source, 'large.bin')])
  const [first, second] = [await hold(), await hold()]
  const order: string[] = []
  const third = runRestic(machine, ['snapshots', '--no-lock']).then(() => order.push('job'))
  const controller = new AbortController()
  const impatient = runRestic(machine, ['snapshots', '--no-lock'], { signal: controller.signal })
  controller.abort()
  expect(await impatient).toMatchObject({ reason: 'cancelled' })
  await runRestic(machine, ['snapshots', '--no-lock'], { lane: 'people' }).then(() => order.push('person'))
  expect(order).toEqual(['person'])
  first.stdout.destroy()
  await third
  second.stdout.destroy()
  await Promise.all([first.ended, second.ended])
  expect(order).toEqual(['person', 'job'])
})

test('people who browse do not wait for downloads, of which eight go on at once', async () => {
  const hold = () => streamRestic(machine, ['dump', 'latest', join(source, 'large.bin')], { lane: 'downloads' })
  const held = await Promise.all(Array.from({ length: DOWNLOAD_PLACES }, hold))
  const order: string[] = []
  const another = runRestic(machine, ['snapshots'], { lane: 'downloads' }).then(() => order.push('download'))
  await runRestic(machine, ['snapshots'], { lane: 'people' }).then(() => order.push('person'))
  expect(order).toEqual(['person'])
  for (const { stdout } of held) stdout.destroy()
  await Promise.all([another, ...held.map(({ ended }) => ended)])
  expect(order).toEqual(['person', 'download'])
})
