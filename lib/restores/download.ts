import { and, eq } from 'drizzle-orm'
import { type Tx, withActor } from '@/db/client'
import { restores } from '@/db/schema'
import { archive, singleFile } from '@/lib/archives/archive'
import { commonFolder, planDumps } from '@/lib/archives/plan'
import { audit } from '@/lib/audit/commands'
import { asRestorer } from '@/lib/auth/support'
import type { UserActor } from '@/lib/auth/types'
import { fail, found, ok, type Result } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { tellClient } from './client-mail'
import { takeDownloadPlace } from './download-places'
import { type Pieces, type Reader, streamDownload } from './download-stream'
import { confirmRestorer, getRestorable, holdsSnapshot, type Restorable } from './queries'
import { readSelection, type Selection } from './selection'
import { DOWNLOAD_WAITS_MILLISECONDS } from './state'
import type { Unreadable } from './types'

export type Download = { body: ReadableStream<Uint8Array>; fileName: string; type: string; byteCount: number | null }

const TYPES = { zip: 'application/zip', tar: 'application/x-tar', file: 'application/octet-stream' } as const
const READ_MILLISECONDS = 600_000

type Row = typeof restores.$inferSelect

type Asked = Omit<Reader, 'leave'>

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
  // Another instance may have prepared it, and its list of files has to be read first. Until then nothing is used up, and nobody is told.
  const prepared = await withActor(actor, (tx) => hold(tx, actor, restoreId, now))
  if (!prepared.ok) return prepared
  const leave = takeDownloadPlace(actor.resellerId)
  if (!leave) return fail('too_many')
  let opened: Awaited<ReturnType<typeof open>> | undefined
  try {
    opened = await open(actor, prepared.value, now, { ...asked, leave })
    return opened
  } finally {
    if (!opened?.ok) leave()
  }
}

async function open(
  actor: UserActor,
  { restore, machine }: { restore: Row; machine: Restorable },
  now: Date,
  reader: Reader,
): Promise<Result<Download, Unreadable | 'not_in_backup' | 'used'>> {
  const selection = await readSelection(machine, restore.snapshotId, restore.paths, READ_MILLISECONDS)
  if (!selection.ok) return selection
  await confirmRestorer(actor, machine.id)
  const begun = await withActor(actor, (tx) => begin(tx, actor, restore.id, now))
  if (!begun.ok) return begun
  const { chosen } = selection.value
  const only = chosen.length === 1 ? chosen[0] : undefined
  const name = only ? (only.path.split('/').at(-1) ?? machine.name) : machine.name
  const isFile = restore.format === 'file'
  return ok({
    body: streamDownload(actor, restore, await piecesOf(machine, restore, selection.value), reader),
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
