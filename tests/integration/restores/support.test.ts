import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { agentCommands, auditEvents, restores } from '@/db/schema'
import type { UserActor } from '@/lib/auth/types'
import { ForbiddenError } from '@/lib/errors'
import { askDownload, cancelRestore, restoreToMachine, setRestoreRules } from '@/lib/restores/commands'
import { openDownload } from '@/lib/restores/download'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { makeConsole, makeOperator } from '@/tests/support/operator'
import { RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'
import { lookInto } from '@/tests/support/support-look'

testDatabase()
testStorage()
const now = () => new Date()
let cast: Cast
let machine: StoredMachine
let snapshotId: string
let visitor: UserActor
let powerless: UserActor

beforeAll(async () => {
  cast = await makeCast()
  machine = await StoredMachine.make(cast.contracts.east)
  machine.files({ 'note.txt': 900 })
  snapshotId = await machine.backUp()
  const olga = await makeOperator(await makeConsole(cast.alpine), 'olga')
  visitor = await lookInto(cast.alice, olga, cast.alpine)
  powerless = await lookInto(cast.bob, olga, cast.alpine)
}, RESTIC_TIMEOUT)

const wanted = () => ({ machineId: machine.machineId, snapshotId, paths: [join(machine.source, 'note.txt')], reason: null })
const download = () => ({ ...wanted(), format: 'file' as const })
const onMachine = () => ({ ...wanted(), target: null, overwrite: 'never' as const })

describe('support that looks into an account (requirements G3)', () => {
  test('downloads for it, in its own name and seen in its log', async () => {
    const { restoreId } = must(await askDownload(visitor, download(), now()))
    const { body } = must(await openDownload(visitor, restoreId, now()))
    expect((await new Response(body).arrayBuffer()).byteLength).toBe(900)
    const [restore] = await withSystem('tests', (tx) => tx.select().from(restores).where(eq(restores.id, restoreId)))
    expect(restore).toMatchObject({ ending: 'complete', bytesDone: 900, askedByName: 'olga', resellerId: cast.alpine.resellerId })
    const logged = await withSystem('tests', (tx) => tx.select().from(auditEvents).where(eq(auditEvents.action, 'machine.download_asked')))
    expect(logged).toMatchObject([{ actorKind: 'operator', actorName: 'olga', resellerId: cast.alpine.resellerId }])
    await expect(openDownload(cast.alice, restoreId, now())).rejects.toThrow('not found')
  })

  test('has the machine bring files back, and calls that off', async () => {
    const { restoreId } = must(await restoreToMachine(visitor, onMachine(), now()))
    must(await cancelRestore(visitor, { restoreId }, now()))
    expect(await withSystem('tests', (tx) => tx.select().from(agentCommands))).toMatchObject([
      { kind: 'restore', state: 'cancelled', askedByName: 'olga' },
    ])
  })

  test('does neither by the code of somebody without the right, and sets no rules', async () => {
    await expect(askDownload(powerless, download(), now())).rejects.toThrow(ForbiddenError)
    await expect(restoreToMachine(powerless, onMachine(), now())).rejects.toThrow(ForbiddenError)
    await expect(setRestoreRules(visitor, { reasonRequired: true, clientTold: true })).rejects.toThrow(ForbiddenError)
  })
})
