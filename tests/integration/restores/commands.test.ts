import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { agentCommands, auditEvents, mails, restores, snapshots } from '@/db/schema'
import { pollRequestSchema } from '@/lib/agent-protocol/schema'
import { notePoll } from '@/lib/agents/commands'
import { reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { openListing } from '@/lib/listings/queries'
import { askDownload, cancelRestore, restoreToMachine, setRestoreRules } from '@/lib/restores/commands'
import { openDownload } from '@/lib/restores/download'
import { browseFolder, getRestoreRules, listRestores, searchBackup } from '@/lib/restores/queries'
import { askDownloadSchema, browseSchema, restoreToMachineSchema } from '@/lib/restores/schema'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { RESTIC_TIMEOUT, StoredMachine, testStorage } from '@/tests/support/stored-machine'

testDatabase()
testStorage()
const NOW = new Date('2026-11-22T10:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
let cast: Cast
let west: StoredMachine
let east: StoredMachine
const ids = { west: '', east: '' }

beforeAll(async () => {
  cast = await makeCast()
  west = await StoredMachine.make(cast.contracts.west)
  east = await StoredMachine.make(cast.contracts.east)
  for (const [name, machine] of Object.entries({ west, east })) {
    machine.files({ 'docs/été.txt': 900, 'docs/autre.txt': 100, 'large.bin': 400_000 })
    ids[name as 'west' | 'east'] = await machine.backUp()
    await openListing(machine.repository, ids[name as 'west' | 'east'], 60_000)
  }
}, RESTIC_TIMEOUT)

beforeEach(async () => {
  await withSystem('tests', (tx) => tx.delete(agentCommands))
  await withSystem('tests', (tx) => tx.delete(restores))
  await setRestoreRules(cast.alice, { reasonRequired: false, clientTold: false })
})

const docs = () => [join(west.source, 'docs')]
const wanted = (more: object = {}) => ({ machineId: west.machineId, snapshotId: ids.west, paths: docs(), reason: null, ...more })
const download = (more: object = {}) => ({ ...wanted(), format: 'zip' as const, ...more })
const onMachine = (more: object = {}) => ({ ...wanted(), target: null, overwrite: 'never' as const, ...more })
const audited = (action: string) => withSystem('tests', (tx) => tx.select().from(auditEvents).where(eq(auditEvents.action, action)))
const browsing = (more: object = {}) => ({ machineId: west.machineId, snapshotId: ids.west, path: '/', offset: 0, descend: false, ...more })

/** The four questions about who asks; `ask` is told which machine. */
function asksForTheRight(ask: (actor: Cast['alice'], of: { machineId: string; snapshotId: string; paths: string[] }) => Promise<unknown>) {
  const ofWest = () => ({ machineId: west.machineId, snapshotId: ids.west, paths: docs() })
  const ofEast = () => ({ machineId: east.machineId, snapshotId: ids.east, paths: [join(east.source, 'docs')] })
  test('another reseller’s is a 404', () => expect(ask(cast.carol, ofWest())).rejects.toThrow(NotFoundError))
  test('another space’s is a 404', () => expect(ask(cast.berthe, ofEast())).rejects.toThrow(NotFoundError))
  test('without the right it is a 403', () => expect(ask(cast.bob, ofEast())).rejects.toThrow(ForbiddenError))
  test('what is no id is a 404', () => expect(ask(cast.alice, { ...ofWest(), machineId: 'x' })).rejects.toThrow(NotFoundError))
}

describe('looking into a backup', () => {
  asksForTheRight((actor, of) => browseFolder(actor, browsing(of)))

  test('goes down to where something is to be chosen', async () => {
    const folder = await browseFolder(cast.alice, browsing({ descend: true }))
    expect(folder).toMatchObject({ state: 'ready', path: west.source, files: 3, bytes: 401_000, entries: 2 })
    expect(await browseFolder(cast.alice, browsing({ path: '/nowhere' }))).toEqual({ state: 'missing' })
  })

  test('a version that retention removed meanwhile is gone', async () => {
    const removed = (at: Date | null) =>
      withSystem('tests', (tx) => tx.update(snapshots).set({ removedAt: at }).where(eq(snapshots.id, ids.west)))
    await removed(NOW)
    const gone = { state: 'failed', reason: 'gone' }
    expect(await browseFolder(cast.alice, browsing())).toEqual(gone)
    expect(await searchBackup(cast.alice, { machineId: west.machineId, snapshotId: ids.west, under: '/', text: 'x' })).toEqual(gone)
    expect(await askDownload(cast.alice, download(), NOW)).toEqual({ ok: false, reason: 'gone' })
    expect(await restoreToMachine(cast.alice, onMachine(), NOW)).toEqual({ ok: false, reason: 'gone' })
    await removed(null)
    expect(await browseFolder(cast.alice, browsing({ snapshotId: 'e'.repeat(64) }))).toEqual(gone)
  })

  test.each(['docs', '/a/../b', '/a/./b', '/a//b', '/a/', '/a\0b', `/${'x'.repeat(4_096)}`, '/\ud800', ''])(
    'refuses the path %j',
    (path) => {
      expect(browseSchema.safeParse(browsing({ path })).success).toBe(false)
      expect(askDownloadSchema.safeParse(download({ paths: [path] })).success).toBe(false)
    },
  )
})

describe('searching a backup', () => {
  asksForTheRight((actor, of) => searchBackup(actor, { ...of, under: '/', text: 'x' }))
  test('finds by a part of a name', async () => {
    const found = await searchBackup(cast.alice, { machineId: west.machineId, snapshotId: ids.west, under: '/', text: 'ETE' })
    expect(found).toMatchObject({ hits: [{ name: 'été.txt', folder: join(west.source, 'docs') }], more: false })
  })
})

describe('asking for a download', () => {
  asksForTheRight((actor, of) => askDownload(actor, download(of), NOW))

  test('notes what is asked, and audits it', async () => {
    const paths = [join(west.source, 'docs/été.txt'), ...docs()]
    const { restoreId } = must(await askDownload(cast.alice, download({ paths, reason: 'Demande du client' }), NOW))
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([
      {
        id: restoreId,
        kind: 'download',
        state: 'waiting',
        paths: docs(),
        filesTotal: 2,
        bytesTotal: 1000,
        reason: 'Demande du client',
        askedByName: 'alice',
      },
    ])
    expect((await audited('machine.download_asked')).at(-1)).toMatchObject({
      actorName: 'alice',
      detail: { restoreId, files: 2, paths: docs() },
    })
    expect(await listRestores(cast.alice, west.machineId, later(2))).toMatchObject([{ state: 'expired' }])
  })

  test('what is not in the backup, and an archive as a single file, are refused and store nothing', async () => {
    const missing = download({ paths: [join(west.source, 'docs/nothing.txt')] })
    expect(await askDownload(cast.alice, missing, NOW)).toEqual({ ok: false, reason: 'not_in_backup' })
    expect(await askDownload(cast.alice, download({ format: 'file' }), NOW)).toEqual({ ok: false, reason: 'not_one_file' })
    expect(await listRestores(cast.alice, west.machineId, NOW)).toEqual([])
  })

  test('asks for a reason where the account wants one', async () => {
    await setRestoreRules(cast.alice, { reasonRequired: true, clientTold: false })
    expect(await askDownload(cast.alice, download(), NOW)).toEqual({ ok: false, reason: 'reason_missing' })
    must(await askDownload(cast.alice, download({ reason: 'parce que' }), NOW))
  })
})

describe('a download', () => {
  const ask = async (more: object = {}) => must(await askDownload(cast.alice, download(more), NOW)).restoreId

  test('brings the file once, tells how it went, and nobody else gets it', async () => {
    const file = [join(west.source, 'docs/été.txt')]
    const restoreId = await ask({ paths: file, format: 'file' })
    await expect(openDownload(cast.berthe, restoreId, NOW)).rejects.toThrow(NotFoundError)
    await expect(openDownload(cast.carol, restoreId, NOW)).rejects.toThrow(NotFoundError)
    await expect(openDownload(cast.alice, 'x', NOW)).rejects.toThrow(NotFoundError)
    const opened = must(await openDownload(cast.alice, restoreId, NOW))
    expect(opened).toMatchObject({ fileName: 'été.txt', byteCount: 900 })
    expect((await new Response(opened.body).arrayBuffer()).byteLength).toBe(900)
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([{ state: 'complete', filesDone: 1, bytesDone: 900 }])
    expect(await openDownload(cast.alice, restoreId, NOW)).toEqual({ ok: false, reason: 'used' })
  })

  test('that comes an hour late, or whose version went, is refused', async () => {
    expect(await openDownload(cast.alice, await ask(), later(2))).toEqual({ ok: false, reason: 'used' })
    const restoreId = await ask()
    const set = (removedAt: Date | null) =>
      withSystem('tests', (tx) => tx.update(snapshots).set({ removedAt }).where(eq(snapshots.id, ids.west)))
    await set(NOW)
    expect(await openDownload(cast.alice, restoreId, NOW)).toEqual({ ok: false, reason: 'gone' })
    await set(null)
  })

  test('that the browser breaks off leaves no process and no lock', async () => {
    const { body } = must(await openDownload(cast.alice, await ask({ paths: [join(west.source, 'large.bin')], format: 'tar' }), NOW))
    const reader = body.getReader()
    await reader.read()
    await reader.cancel()
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([{ state: 'broken_off' }])
    expect(west.stored('locks')).toEqual([])
  })

  test('works for a suspended contract, and is told to the client where the account wants it, once', async () => {
    await setRestoreRules(cast.alice, { reasonRequired: false, clientTold: true })
    must(await suspendContract(cast.alice, cast.contracts.west, NOW))
    const restoreId = await ask({ reason: 'Un motif' })
    await new Response(must(await openDownload(cast.alice, restoreId, NOW)).body).arrayBuffer()
    must(await reactivateContract(cast.alice, cast.contracts.west, NOW))
    const told = await withSystem('tests', (tx) =>
      tx
        .select()
        .from(mails)
        .where(eq(mails.key, `restore:${restoreId}`)),
    )
    expect(told).toMatchObject([{ recipient: 'client@example.test', kind: 'restore' }])
    expect(told[0]?.text).toContain('Un motif')
    expect(told[0]?.text).toContain(docs()[0])
  })
})

describe('a restore on the machine', () => {
  asksForTheRight((actor, of) => restoreToMachine(actor, onMachine(of), NOW))
  const ask = async (more: object = {}) => must(await restoreToMachine(cast.alice, onMachine(more), NOW)).restoreId
  const poll = async (results: object[] = []) =>
    (await notePoll(await machineActor(west.cast), pollRequestSchema.parse({ configVersion: 0, configError: null, results }), later(0.1)))
      .commands
  const progress = { filesTotal: 2, filesDone: 1, bytesTotal: 1000, bytesDone: 900, filesSkipped: 0, filesFailed: 0, errors: [] }

  test('is handed to its agent, which tells how far it is and how it went', async () => {
    await ask({ target: '/srv/retour', overwrite: 'if_newer' })
    const [command] = await poll()
    expect(command).toMatchObject({ kind: 'restore', snapshotId: ids.west, paths: docs(), target: '/srv/retour', overwrite: 'if_newer' })
    const commandId = command?.id
    await poll([{ commandId, status: 'running', detail: null, restore: progress }])
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([{ state: 'running', filesDone: 1, bytesDone: 900 }])
    const errors = [{ path: '/a', message: 'refusé\0' }]
    await poll([{ commandId, status: 'done', detail: 'fini', restore: { ...progress, filesFailed: 1, errors } }])
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([
      { state: 'partial', filesFailed: 1, errors: [{ path: '/a', message: 'refusé' }], remark: 'fini' },
    ])
    expect(await audited('machine.restore_asked')).not.toEqual([])
  })

  test('progress of another machine’s restore changes nothing', async () => {
    await ask()
    const [command] = await poll()
    const other = await machineActor(east.cast)
    const results = [{ commandId: command?.id ?? '', status: 'done', detail: null, restore: progress }]
    await notePoll(other, pollRequestSchema.parse({ configVersion: 0, configError: null, results }), NOW)
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([{ state: 'delivered', filesDone: 0 }])
  })

  test('of two at once, one is refused, also when both ask in the same moment', async () => {
    const both = await Promise.all([restoreToMachine(cast.alice, onMachine(), NOW), restoreToMachine(cast.berthe, onMachine(), NOW)])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'already_restoring' })
    expect(await listRestores(cast.alice, west.machineId, NOW)).toHaveLength(1)
  })

  test('is cancelled before its agent knows of it, and later by the agent', async () => {
    must(await cancelRestore(cast.alice, { restoreId: await ask() }, NOW))
    expect(await poll()).toEqual([])
    expect(await listRestores(cast.alice, west.machineId, NOW)).toMatchObject([{ state: 'cancelled' }])
    const restoreId = await ask()
    const [command] = await poll()
    for (const _ of [1, 2]) must(await cancelRestore(cast.alice, { restoreId }, NOW))
    expect((await poll()).filter(({ kind }) => kind === 'cancel')).toMatchObject([{ commandId: command?.id }])
    await poll([{ commandId: command?.id, status: 'cancelled', detail: null }])
    expect(await cancelRestore(cast.alice, { restoreId }, NOW)).toEqual({ ok: false, reason: 'already_ended' })
  })

  test('is cancelled by nobody else', async () => {
    const restoreId = await ask()
    await expect(cancelRestore(cast.carol, { restoreId }, NOW)).rejects.toThrow(NotFoundError)
    await expect(cancelRestore(cast.bob, { restoreId }, NOW)).rejects.toThrow(NotFoundError)
    await expect(cancelRestore(cast.alice, { restoreId: 'x' }, NOW)).rejects.toThrow(NotFoundError)
  })

  test('of a suspended contract is handed over all the same', async () => {
    must(await suspendContract(cast.alice, cast.contracts.west, NOW))
    await ask()
    expect(await poll()).toMatchObject([{ kind: 'restore' }])
    must(await reactivateContract(cast.alice, cast.contracts.west, NOW))
  })

  test('refuses folders that are none', () => {
    for (const target of ['relative', '\\\\server\\share', '/a/../b', '/a\0', `/${'x'.repeat(4_096)}`, ''])
      expect(restoreToMachineSchema.safeParse(onMachine({ target })).success, target).toBe(false)
  })
})

describe('the account’s rules', () => {
  test('are the administrator’s', async () => {
    await expect(setRestoreRules(cast.bob, { reasonRequired: true, clientTold: true })).rejects.toThrow(ForbiddenError)
    await expect(setRestoreRules(cast.berthe, { reasonRequired: true, clientTold: true })).rejects.toThrow(ForbiddenError)
    await setRestoreRules(cast.alice, { reasonRequired: true, clientTold: true })
    expect(await getRestoreRules(cast.berthe)).toEqual({ reasonRequired: true, clientTold: true })
    expect(await getRestoreRules(cast.carol)).toEqual({ reasonRequired: false, clientTold: false })
    const rows = await withSystem('tests', (tx) =>
      tx
        .select()
        .from(auditEvents)
        .where(and(eq(auditEvents.action, 'reseller.restore_rules_set'), eq(auditEvents.actorName, 'alice'))),
    )
    expect(rows.at(-1)?.detail).toEqual({ reasonRequired: true, clientTold: true })
  })
})

test('what was restored shows to nobody outside', async () => {
  must(await askDownload(cast.alice, download(), NOW))
  expect(await listRestores(cast.carol, west.machineId, NOW)).toEqual([])
  expect(await listRestores(cast.bob, west.machineId, NOW)).toEqual([])
})
