import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { machineConfigs } from '@/db/schema'
import { saveMachineConfig } from '@/lib/configs/commands'
import { getMachineConfig } from '@/lib/configs/queries'
import { saveConfigSchema } from '@/lib/configs/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const NOW = new Date('2026-11-22T10:00:00Z')
const HOME = 'paths: [/home]\n'
const ETC = '# with a comment\npaths: [/etc]\n'
const newMachine = async (name: string) => must(await addMachine(system, { contractId: cast.contracts.west, name })).machineId
const versions = (id: string) => withSystem('tests', (tx) => tx.$count(machineConfigs, eq(machineConfigs.machineId, id)))

describe('saving a configuration', () => {
  test('makes versions, each with its author, letter by letter', async () => {
    const machineId = await newMachine('versions')
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 0, body: '', authorName: null, createdAt: null })
    expect(await saveMachineConfig(cast.alice, { machineId, baseVersion: 0, body: HOME }, NOW)).toEqual({ ok: true, version: 1 })
    expect(await saveMachineConfig(cast.berthe, { machineId, baseVersion: 1, body: ETC }, NOW)).toEqual({ ok: true, version: 2 })
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 2, body: ETC, authorName: 'berthe', appliedVersion: 0 })
    expect(await versions(machineId)).toBe(2)
    expect((await auditOf(machineId)).at(-1)).toMatchObject({ action: 'machine.configured', by: 'berthe' })
  })

  test('over a version that another saved meanwhile is told, and keeps the other’s', async () => {
    const machineId = await newMachine('contested')
    const both = [HOME, ETC].map((body) => saveMachineConfig(cast.alice, { machineId, baseVersion: 0, body }, NOW))
    const results = await Promise.all(both)
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(results).toContainEqual({ ok: false, reason: 'changed_meanwhile' })
    expect(await versions(machineId)).toBe(1)
  })

  test.each([
    ['paths: [/home', /line|flow|\]/i],
    ['paths: [/home]\nrun: rm -rf /\n', /run/],
    ['paths: /home\n', /^paths/],
    ['paths: [/home]\nschedule: "whenever"\n', /^schedule: is not a cron/],
    ['', /^paths/],
  ])('that no agent could read (%j) is refused with what is wrong', async (body, sentence) => {
    const { machineId } = cast.machines.west
    const refusal = await saveMachineConfig(cast.alice, { machineId, baseVersion: 0, body }, NOW)
    expect(refusal).toMatchObject({ ok: false, reason: 'invalid', detail: expect.stringMatching(sentence) })
    expect(await versions(machineId)).toBe(0)
  })

  test('without the right is a 403', async () => {
    const input = { machineId: cast.machines.east.machineId, baseVersion: 0, body: HOME }
    await expect(saveMachineConfig(cast.bob, input, NOW)).rejects.toThrow(ForbiddenError)
  })

  test('of another reseller or another space is a 404', async () => {
    const west = { machineId: cast.machines.west.machineId, baseVersion: 0, body: HOME }
    for (const actor of [cast.carol, cast.bob]) await expect(saveMachineConfig(actor, west, NOW)).rejects.toThrow(NotFoundError)
    const east = { ...west, machineId: cast.machines.east.machineId }
    await expect(saveMachineConfig(cast.berthe, east, NOW)).rejects.toThrow(NotFoundError)
  })

  test('that cannot be audited does not happen', async () => {
    const machineId = await newMachine('silent')
    await withoutAudit(() => saveMachineConfig(cast.alice, { machineId, baseVersion: 0, body: HOME }, NOW))
    expect(await getMachineConfig(cast.alice, machineId)).toMatchObject({ version: 0 })
  })

  test('of more than 64 KiB, or of no machine, is refused by the form', () => {
    const right = { machineId: cast.machines.west.machineId, baseVersion: '3', body: HOME }
    expect(saveConfigSchema.parse(right).baseVersion).toBe(3)
    for (const wrong of [{ body: 'x'.repeat(65_537) }, { machineId: 'PC-1' }, { baseVersion: -1 }])
      expect(saveConfigSchema.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

describe('reading a configuration', () => {
  test('takes no right, only the machine’s space', async () => {
    expect(await getMachineConfig(cast.bob, cast.machines.east.machineId)).toMatchObject({ version: 0 })
    for (const actor of [cast.carol, cast.bob])
      await expect(getMachineConfig(actor, cast.machines.west.machineId)).rejects.toThrow(NotFoundError)
    await expect(getMachineConfig(cast.berthe, cast.machines.east.machineId)).rejects.toThrow(NotFoundError)
  })

  test('of no id is a 404', async () => {
    await expect(async () => getMachineConfig(cast.alice, 'PC-1')).rejects.toThrow(NotFoundError)
  })
})
