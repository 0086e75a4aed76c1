import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor, withSystem } from '@/db/client'
import { machineConfigs, machines } from '@/db/schema'
import { notePoll } from '@/lib/agents/commands'
import type { UserActor } from '@/lib/auth/types'
import { followContractConfig, rollBackMachineConfig, type SaveConfigResult, saveMachineConfig } from '@/lib/configs/commands'
import { saveContractConfig } from '@/lib/configs/contract-default'
import { getMachineConfig, getMachineConfigVersion, listMachineConfigVersions } from '@/lib/configs/queries'
import { rollBackConfigSchema, saveConfigSchema } from '@/lib/configs/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const HOME = 'paths: [/home]\n'
const ETC = '# with a comment\npaths: [/etc, /home]\n'
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const newMachine = async (name: string) => must(await addMachine(system, { contractId: cast.contracts.west, name })).machineId
const versions = (id: string) => withSystem('tests', (tx) => tx.$count(machineConfigs, eq(machineConfigs.machineId, id)))
const save = (machineId: string, baseVersion: number, body: string, accepted?: string, actor: UserActor = cast.alice) =>
  saveMachineConfig(actor, { machineId, baseVersion, body, accepted }, NOW)
const stored = async (id: string) => (await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, id))))[0]
/** What names the losses of a refusal. */
const acceptOf = (result: SaveConfigResult): string => ('accept' in result ? result.accept : '')

describe('saving a configuration', () => {
  test('makes versions, each with its author and time, letter by letter', async () => {
    const machineId = await newMachine('versions')
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 0, body: '', inherits: true, createdAt: null })
    expect(await save(machineId, 0, HOME)).toEqual({ ok: true, version: 1 })
    expect(await save(machineId, 1, ETC, undefined, cast.berthe)).toEqual({ ok: true, version: 2 })
    const config = await getMachineConfig(cast.alice, machineId)
    expect(config).toMatchObject({ version: 2, body: ETC, authorName: 'berthe', appliedVersion: 0, inherits: false, createdAt: NOW })
    expect(await listMachineConfigVersions(cast.alice, machineId)).toEqual([
      { version: 2, origin: 'user', authorName: 'berthe', createdAt: NOW, restoredVersion: null, losses: [] },
      { version: 1, origin: 'user', authorName: 'alice', createdAt: NOW, restoredVersion: null, losses: [] },
    ])
    expect(await getMachineConfigVersion(cast.alice, machineId, 2)).toMatchObject({ version: 2, body: ETC, previousBody: HOME })
    expect(await getMachineConfigVersion(cast.alice, machineId, 1)).toMatchObject({ body: HOME, previousBody: '' })
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.configured', by: 'berthe' })
  })

  test('that changes no letter makes no version', async () => {
    const machineId = await newMachine('same')
    await save(machineId, 0, HOME)
    expect(await save(machineId, 1, HOME)).toEqual({ ok: true, version: 1 })
    expect(await versions(machineId)).toBe(1)
  })

  test('forgets why the agent refused the version before', async () => {
    const { machineId, identificationKey } = must(await addMachine(system, { contractId: cast.contracts.west, name: 'refusing' }))
    await save(machineId, 0, HOME)
    await notePoll(await machineActor({ machineId, identificationKey }), { configVersion: 0, configError: 'too new', results: [] }, NOW)
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 1, appliedVersion: 0, error: 'too new' })
    await save(machineId, 1, ETC)
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 2, error: null })
  })

  test('over a version that another saved meanwhile is told, and keeps the other’s', async () => {
    const machineId = await newMachine('contested')
    const results = await Promise.all([HOME, ETC].map((body) => save(machineId, 0, body)))
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(results).toContainEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await versions(machineId)).toBe(1)
  })

  test.each([
    ['paths: [/home', 'indentation'],
    ['paths: [/home]\nrun: rm -rf /\n', 'unknown_key'],
    ['paths: /home\n', 'not_a_list'],
    ['paths: [/home]\nschedule: "whenever"\n', 'not_cron'],
    ['paths: [/home/../root]\n', 'parent'],
    ['', 'missing'],
    [`# ${'x'.repeat(16_384)}`, 'too_large'],
    ['paths: ["/a\\0"]\n', 'control_character'],
    ['paths: [/caf\ufffd]\n', 'not_utf8'],
  ])('that no agent could read (%.40j) is refused, and nothing is stored', async (body, code) => {
    const { machineId } = cast.machines.west
    // An empty file is the same as none.
    const refusal = await save(machineId, 0, body || '\n')
    expect(refusal).toMatchObject({ ok: false, reason: 'invalid', problems: [{ code }] })
    expect(await versions(machineId)).toBe(0)
  })
})

describe('a change that protects less', () => {
  const FULL = 'paths: [/home, /etc]\nschedule: "0 21 * * *"\n'
  const LESS = 'paths: [/etc]\nexcludes: ["*.pst"]\n'
  const LOSSES = [{ kind: 'folder', path: '/home' }, { kind: 'exclude', pattern: '*.pst' }, { kind: 'schedule_removed' }]

  test('is stored only once exactly that is confirmed, and is marked in history and audit', async () => {
    const machineId = await newMachine('weaker')
    await save(machineId, 0, FULL)
    const asked = await save(machineId, 1, LESS)
    expect(asked).toEqual({ ok: false, reason: 'protects_less', losses: LOSSES, accept: expect.any(String) })
    expect(await save(machineId, 1, LESS, 'yes')).toEqual(asked)
    expect(await save(machineId, 1, 'paths: [/var]\n', acceptOf(asked))).toMatchObject({ reason: 'protects_less' })
    expect(await versions(machineId)).toBe(1)
    expect(await save(machineId, 1, LESS, acceptOf(asked))).toEqual({ ok: true, version: 2 })
    expect((await listMachineConfigVersions(cast.alice, machineId))[0]).toMatchObject({ version: 2, losses: LOSSES })
  })

  test('what was confirmed for one machine is not confirmed for another', async () => {
    const [one, two] = [await newMachine('one'), await newMachine('two')]
    for (const machineId of [one, two]) await save(machineId, 0, FULL)
    expect(await save(two, 1, LESS, acceptOf(await save(one, 1, LESS)))).toMatchObject({ reason: 'protects_less' })
  })
})

describe('the history that a file states', () => {
  test('becomes the machine’s when it changes; a shorter one has to be confirmed', async () => {
    const machineId = await newMachine('history')
    const days = async () => (await stored(machineId))?.retentionDays
    await save(machineId, 0, `${HOME}retentionDays: 120\n`)
    expect(await days()).toBe(120)
    const asked = await save(machineId, 1, `${HOME}retentionDays: 30\n`)
    expect(asked).toMatchObject({ losses: [{ kind: 'history', from: 120, to: 30 }] })
    await save(machineId, 1, `${HOME}retentionDays: 30\n`, acceptOf(asked))
    expect(await days()).toBe(30)
  })

  test('that it does not change leaves the one that was set on the machine’s page', async () => {
    const machineId = await newMachine('one click')
    await save(machineId, 0, `${HOME}retentionDays: 30\n`, acceptOf(await save(machineId, 0, `${HOME}retentionDays: 30\n`)))
    await withSystem('tests', (tx) => tx.update(machines).set({ retentionDays: 60 }).where(eq(machines.id, machineId)))
    await save(machineId, 1, 'paths: [/home, /etc]\nretentionDays: 30\n')
    expect((await stored(machineId))?.retentionDays).toBe(60)
    await save(machineId, 2, 'paths: [/home, /etc, /srv]\n')
    expect((await stored(machineId))?.retentionDays).toBe(60)
  })
})

describe('rolling back', () => {
  test('brings the earlier file back as a new version that says so', async () => {
    const machineId = await newMachine('back')
    await save(machineId, 0, ETC)
    await save(machineId, 1, 'paths: [/]\n')
    const back = { machineId, baseVersion: 2, version: 1 }
    const asked = await rollBackMachineConfig(cast.alice, back, NOW)
    expect(asked).toMatchObject({ reason: 'protects_less', losses: [{ kind: 'folder', path: '/' }] })
    expect(await rollBackMachineConfig(cast.alice, { ...back, accepted: acceptOf(asked) }, NOW)).toEqual({ ok: true, version: 3 })
    expect(await getMachineConfigVersion(cast.alice, machineId, 3)).toMatchObject({ body: ETC, restoredVersion: 1 })
  })

  test('to a version that never was is a 404, and over another’s change is told', async () => {
    const machineId = await newMachine('forward')
    await save(machineId, 0, HOME)
    await expect(rollBackMachineConfig(cast.alice, { machineId, baseVersion: 1, version: 7 }, NOW)).rejects.toThrow(NotFoundError)
    expect(await rollBackMachineConfig(cast.alice, { machineId, baseVersion: 0, version: 1 }, NOW)).toMatchObject({
      reason: 'changed_meanwhile',
    })
  })

  test('to a file that today’s agents would refuse is refused at its line', async () => {
    const machineId = await newMachine('old')
    await save(machineId, 0, HOME)
    await withSystem('tests', (tx) =>
      tx.update(machineConfigs).set({ body: 'paths: [home]\n' }).where(eq(machineConfigs.machineId, machineId)),
    )
    await save(machineId, 1, ETC)
    expect(await rollBackMachineConfig(cast.alice, { machineId, baseVersion: 2, version: 1 }, NOW)).toMatchObject({
      reason: 'invalid',
      problems: [{ code: 'relative', line: 1, column: 9 }],
    })
  })
})

type Doing = (actor: UserActor, machineId: string) => Promise<unknown>
const doings: [name: string, doing: Doing][] = [
  ['saving', (actor, machineId) => save(machineId, 0, HOME, undefined, actor)],
  ['rolling back', (actor, machineId) => rollBackMachineConfig(actor, { machineId, baseVersion: 0, version: 1 }, NOW)],
  ['following the contract', (actor, machineId) => followContractConfig(actor, { machineId, baseVersion: 0 }, NOW)],
]

describe.each(doings)('%s', (_, doing) => {
  test('without the right is a 403', async () => {
    await expect(doing(cast.bob, cast.machines.east.machineId)).rejects.toThrow(ForbiddenError)
  })

  test('of another reseller, another space or no machine is a 404', async () => {
    for (const actor of [cast.carol, cast.bob]) await expect(doing(actor, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(doing(cast.berthe, cast.machines.east.machineId)).rejects.toThrow(NotFoundError)
    for (const id of ['', 'PC-1', NOBODY]) await expect((async () => doing(cast.alice, id))()).rejects.toThrow(NotFoundError)
  })
})

test('saving that cannot be audited does not happen', async () => {
  const machineId = await newMachine('silent')
  await withoutAudit(() => save(machineId, 0, HOME))
  expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 0 })
})

test('a version once written is changed by nobody who signs in', async () => {
  const machineId = await newMachine('written')
  await save(machineId, 0, HOME)
  for (const write of [
    (tx: Parameters<Parameters<typeof withActor>[1]>[0]) => tx.update(machineConfigs).set({ body: 'paths: []' }),
    (tx: Parameters<Parameters<typeof withActor>[1]>[0]) => tx.delete(machineConfigs),
  ])
    await expect(withActor(cast.alice, async (tx) => void (await write(tx)))).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('the forms refuse what is no machine, no version, and a file of a megabyte', () => {
  const right = { machineId: cast.machines.west.machineId, baseVersion: '3', body: HOME }
  expect(saveConfigSchema.parse(right).baseVersion).toBe(3)
  for (const wrong of [{ body: 'x'.repeat(1_000_001) }, { machineId: 'PC-1' }, { baseVersion: -1 }, { accepted: 'x'.repeat(65) }])
    expect(saveConfigSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
  for (const version of [0, 'x', 1.5]) expect(rollBackConfigSchema.safeParse({ ...right, version }).success).toBe(false)
})

describe('reading a configuration', () => {
  test('takes no right, only the machine’s space', async () => {
    expect(await getMachineConfig(cast.bob, cast.machines.east.machineId)).toMatchObject({ version: 0 })
    for (const actor of [cast.carol, cast.bob])
      await expect(getMachineConfig(actor, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(getMachineConfig(cast.berthe, cast.machines.east.machineId)).rejects.toThrow(NotFoundError)
    await expect(async () => getMachineConfig(cast.alice, 'PC-1')).rejects.toThrow(NotFoundError)
  })

  test('its versions are nothing to other resellers and spaces', async () => {
    const machineId = await newMachine('private')
    await save(machineId, 0, HOME)
    for (const actor of [cast.carol, cast.bob]) {
      expect(await listMachineConfigVersions(actor, machineId)).toEqual([])
      await expect(getMachineConfigVersion(actor, machineId, 1)).rejects.toThrow(NotFoundError)
    }
    await expect(getMachineConfigVersion(cast.alice, machineId, 2)).rejects.toThrow(NotFoundError)
  })
})

describe('following the contract', () => {
  test('is refused while the contract has no default', async () => {
    const { machineId } = cast.machines.east
    expect(await followContractConfig(cast.alice, { machineId, baseVersion: 0 }, NOW)).toEqual({ ok: false, reason: 'no_default' })
  })

  test('gives up the own file; what that protects less has to be confirmed', async () => {
    const machineId = await newMachine('returning')
    await save(machineId, 0, ETC)
    const { contracts } = cast
    await saveContractConfig(cast.alice, { contractId: contracts.west, baseVersion: 0, body: HOME }, NOW)
    const asked = await followContractConfig(cast.alice, { machineId, baseVersion: 1 }, NOW)
    expect(asked).toMatchObject({ reason: 'protects_less', losses: [{ kind: 'folder', path: '/etc' }] })
    const accepted = acceptOf(asked as SaveConfigResult)
    expect(await followContractConfig(cast.alice, { machineId, baseVersion: 1, accepted }, NOW)).toEqual({ ok: true, version: 2 })
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({
      body: HOME,
      inherits: true,
      origin: 'contract',
      contractVersion: 1,
    })
  })

  test('with the same file makes no version', async () => {
    const machineId = await newMachine('alike')
    await save(machineId, 1, ETC)
    await save(machineId, 2, HOME, acceptOf(await save(machineId, 2, HOME)))
    expect(await followContractConfig(cast.alice, { machineId, baseVersion: 3 }, NOW)).toEqual({ ok: true, version: 3 })
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 3, inherits: true })
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.config_followed' })
  })
})
