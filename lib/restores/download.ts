import { and, eq, sql } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { restores } from '@/db/schema'
import { archive, type Progress, singleFile } from '@/lib/archives/archive'
import { commonFolder, planDumps } from '@/lib/archives/plan'
import { audit } from '@/lib/audit/commands'
import { asRestorer } from '@/lib/auth/support'
import type { UserActor } from '@/lib/auth/types'
import { clock } from '@/lib/clock'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { log } from '@/lib/log'
import { tellClient } from './client-mail'
import { takeDownloadPlace } from './download-places'
import { getRestorable, holdsSnapshot, type Restorable } from './queries'
import { readSelection, type Selection } from './selection'
import { DOWNLOAD_WAITS_MILLISECONDS } from './state'
import type { Unreadable } from './types'

export type Download = { body: ReadableStream<Uint8Array>; fileName: string; type: string; byteCount: number | null }

const TYPES = { zip: 'application/zip', tar: 'application/x-tar', file: 'application/octet-stream' } as const
const READ_MILLISECONDS = 600_000
const NOTE_MILLISECONDS = 1_000
/** A piece that nobody has fetched for so long is fetched by nobody: its browser stalls, or is no browser. */
const PATIENCE_MILLISECONDS = 120_000

type Row = typeof restores.$inferSelect

/** `signal` fires when the browser has gone. */
type Asked = { signal?: AbortSignal; patienceMilliseconds?: number }

/**
 * Begins a download that its asker prepared, once; `too_many` leaves it to be begun later. The body ends with an error when restic does;
 * when the browser goes away or stalls, restic is stopped and nothing is left. Throws NotFoundError for another's, ForbiddenError.
 */
export async function openDownload(
  asker: UserActor,
  restoreId: string,
  now: Date,
  asked: Asked = {},
): Promise<Result<Download, Unreadable | 'not_in_backup' | 'used' | 'too_many'>> {
  const actor = asRestorer(asker)
  const leave = takeDownloadPlace(actor.resellerId)
  if (!leave) return fail('too_many')
  let opened: Awaited<ReturnType<typeof open>> | undefined
  try {
    opened = await open(actor, restoreId, now, { ...asked, leave })
    return opened
  } finally {
    if (!opened?.ok) leave()
  }
}

async function open(
  actor: UserActor,
  restoreId: string,
  now: Date,
  reader: Asked & { leave: () => void },
): Promise<Result<Download, Unreadable | 'not_in_backup' | 'used'>> {
  // Another instance may have prepared it, and its list of files has to be read first. Until then nothing is used up, and nobody is told.
  const prepared = await withActor(actor, (tx) => hold(tx, actor, restoreId, now))
  if (!prepared.ok) return prepared
  const { restore, machine } = prepared.value
  const selection = await readSelection(machine, restore.snapshotId, restore.paths, READ_MILLISECONDS)
  if (!selection.ok) return selection
  const begun = await withActor(actor, (tx) => begin(tx, actor, restoreId, now))
  if (!begun.ok) return begun
  const { chosen } = selection.value
  const only = chosen.length === 1 ? chosen[0] : undefined
  const name = only ? (only.path.split('/').at(-1) ?? machine.name) : machine.name
  const isFile = restore.format === 'file'
  return ok({
    body: streamOf(actor, restore, await piecesOf(machine, restore, selection.value), reader),
    fileName: isFile ? name : `${name}.${restore.format}`,
    type: TYPES[restore.format ?? 'zip'],
    byteCount: isFile ? restore.bytesTotal : null,
  })
}

/** What was prepared, if it can still be begun; held. */
async function hold(tx: Tx, actor: UserActor, restoreId: string, now: Date) {
  const mine = and(eq(restores.id, parseId(restoreId, 'restore')), eq(restores.kind, 'download'), eq(restores.askedByUserId, actor.userId))
  const [row] = await tx.select().from(restores).where(mine).for('update')
  const restore = found(row, 'restore')
  const machine = await getRestorable(tx, actor, restore.machineId)
  const isLate = now.getTime() - restore.askedAt.getTime() > DOWNLOAD_WAITS_MILLISECONDS
  if (restore.startedAt || isLate) return fail('used')
  return (await holdsSnapshot(tx, machine.id, restore.snapshotId)) ? ok({ restore, machine }) : fail('gone')
}

async function begin(tx: Tx, actor: UserActor, restoreId: string, now: Date) {
  const held = await hold(tx, actor, restoreId, now)
  if (!held.ok) return held
  const { restore, machine } = held.value
  await tx.update(restores).set({ startedAt: now, progressAt: now }).where(eq(restores.id, restore.id))
  const { id, paths, snapshotAt, reason } = restore
  const subject = { kind: 'machine' as const, id: machine.id, name: machine.name, resellerId: machine.resellerId }
  await audit(tx, actor, 'machine.download_begun', subject, { restoreId: id })
  await tellClient(tx, actor, { restoreId: id, kind: 'download', machine, paths, snapshotAt, reason, at: now })
  return held
}

type Pieces = (progress: Progress, signal: AbortSignal) => AsyncGenerator<Buffer>

async function piecesOf(machine: Restorable, restore: Row, { chosen, listing }: Selection): Promise<Pieces> {
  const { snapshotId, format } = restore
  const [only] = chosen
  if (format === 'file' && only) {
    const file = { machine, snapshotId, path: only.path, bytes: only.entry.bytes }
    return (progress, signal) => singleFile(file, progress, signal)
  }
  const dumps = await planDumps(chosen, async (path) => (await listing.findTotals(path))?.bytes ?? 0)
  const base = commonFolder(chosen.map(({ path }) => path))
  const wanted = {
    machine,
    snapshotId,
    dumps,
    base,
    format: format === 'tar' ? 'tar' : 'zip',
    findEntry: (path: string) => listing.findEntry(path),
  } as const
  return (progress, signal) => archive(wanted, progress, signal)
}

/**
 * Nothing is read before the first piece is asked for, nor ahead of the browser. How far it is, is written down each second, for whoever
 * looks at the page.
 */
function streamOf(actor: UserActor, restore: Row, piecesOf_: Pieces, reader: Asked & { leave: () => void }): ReadableStream<Uint8Array> {
  const { signal, leave, patienceMilliseconds = PATIENCE_MILLISECONDS } = reader
  const stop = new AbortController()
  const progress: Progress = { files: 0, bytes: 0, refused: 0 }
  const pieces = piecesOf_(progress, stop.signal)
  let noting: NodeJS.Timeout | undefined
  let waiting: NodeJS.Timeout | undefined
  let wait = () => {}
  let ended: Promise<void> | undefined
  const finish = (ending: 'complete' | 'broken_off' | 'failed'): Promise<void> => {
    clearInterval(noting)
    clearTimeout(waiting)
    ended ??= end(actor, restore.id, ending, progress).finally(leave)
    return ended
  }
  const breakOff = async () => {
    stop.abort()
    await pieces.return(undefined).catch(() => {})
    await finish('broken_off')
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const away = () => breakOff().then(() => controller.error(new Error('nobody fetches this download')))
        wait = () => {
          waiting = setTimeout(away, patienceMilliseconds)
        }
        wait()
        signal?.addEventListener('abort', away, { once: true })
        if (signal?.aborted) void away()
      },
      async pull(controller) {
        clearTimeout(waiting)
        noting ??= setInterval(() => void note(actor, restore.id, progress), NOTE_MILLISECONDS)
        try {
          const { done, value } = await pieces.next()
          if (stop.signal.aborted) return
          if (!done) {
            wait()
            return controller.enqueue(value)
          }
          await finish('complete')
          controller.close()
        } catch (error) {
          if (!stop.signal.aborted) log.warn({ err: error, restoreId: restore.id }, 'a download broke off')
          await finish(stop.signal.aborted ? 'broken_off' : 'failed')
          controller.error(error)
        }
      },
      cancel: breakOff,
    },
    { highWaterMark: 0 },
  )
}

const counts = ({ files, bytes, refused }: Progress) => ({ filesDone: files, bytesDone: bytes, filesFailed: refused })

/** It is shown, nothing hangs on it: what cannot be written now is written a second later. */
async function note(actor: UserActor, id: string, progress: Progress): Promise<void> {
  await withActor(actor, (tx) =>
    tx
      .update(restores)
      .set({ ...counts(progress), progressAt: clock.now() })
      .where(and(eq(restores.id, id), sql`${restores.endedAt} is null`)),
  ).catch(() => {})
}

async function end(actor: UserActor, id: string, ending: 'complete' | 'broken_off' | 'failed', progress: Progress): Promise<void> {
  const now = clock.now()
  await withActor(actor, (tx) =>
    tx
      .update(restores)
      .set({ ...counts(progress), progressAt: now, endedAt: now, ending })
      .where(eq(restores.id, id)),
  ).catch((error: unknown) => log.warn({ err: error, restoreId: id }, 'the end of a download was not noted'))
}
