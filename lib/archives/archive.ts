import type { Entry } from '@/lib/listings/types'
import type { Repository } from '@/lib/storage/restic'
import { streamRestic } from '@/lib/storage/restic'
import { MemberFilter } from './member-filter'
import { fileMember, folderMember } from './plain-member'
import type { Dump } from './plan'
import { type Member, readTar } from './tar-reader'
import { writeTar } from './tar-writer'
import { writeZip } from './zip-writer'

export type ArchiveFormat = 'zip' | 'tar'

export type Wanted = {
  machine: Repository
  snapshotId: string
  dumps: Dump[]
  format: ArchiveFormat
  /** Names in the archive start below this folder. */
  base: string
  findEntry: (path: string) => Promise<Entry | null>
}

/** What went into the archive so far. `refused` were left out, since they would have left the folder into which they are unpacked. */
export type Progress = { files: number; bytes: number; refused: number }

/** A member as it goes into an archive: `name` is relative, its bytes as stored. */
export type Placed = { name: Buffer; member: Member }

const LIMIT_SECONDS = 48 * 3_600

/**
 * An archive of parts of a backup as it comes out of restic: no file is ever whole in memory or on disk. Ends early with an error when
 * restic does, so that a broken archive never looks like a whole one. Whoever returns from it ends restic.
 */
export async function* archive(wanted: Wanted, progress: Progress, signal: AbortSignal): AsyncGenerator<Buffer> {
  const members = placedMembers(wanted, progress, signal)
  yield* wanted.format === 'tar' ? writeTar(members) : writeZip(members)
}

/** The bytes of one file of a backup. Throws as `archive` does. */
export async function* singleFile(
  { machine, snapshotId, path, bytes }: { machine: Repository; snapshotId: string; path: string; bytes: number },
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  yield* counted(dump(machine, [snapshotId, path], signal), progress, bytes)
  progress.files += 1
}

async function* placedMembers(wanted: Wanted, progress: Progress, signal: AbortSignal): AsyncGenerator<Placed> {
  const { machine, snapshotId, base } = wanted
  const filter = new MemberFilter()
  const skipped = base === '/' ? 0 : Buffer.byteLength(base)
  for (const part of wanted.dumps) {
    if (part.kind === 'folder') {
      yield* folderMembers(wanted, part, { filter, skipped, progress, signal })
      continue
    }
    const content = counted(dump(machine, [snapshotId, part.path], signal), progress, part.entry.bytes)
    const member = fileMember(part.path, part.entry, content)
    if (filter.admit(member, '/', null) === null) continue
    progress.files += 1
    yield { name: member.rawName.subarray(skipped), member }
  }
}

type Run = { filter: MemberFilter; skipped: number; progress: Progress; signal: AbortSignal }

async function* folderMembers(wanted: Wanted, part: Extract<Dump, { kind: 'folder' }>, run: Run): AsyncGenerator<Placed> {
  const { filter, skipped, progress, signal } = run
  // restic leaves out the folder itself.
  const own = part.only || part.path === '/' ? null : await wanted.findEntry(part.path)
  if (own) {
    const member = folderMember(part.path, own)
    yield { name: member.rawName.subarray(skipped), member }
  }
  for await (const member of readTar(dump(wanted.machine, ['--archive', 'tar', wanted.snapshotId, part.path], signal))) {
    const path = filter.admit(member, part.path, part.only)
    progress.refused = filter.refused
    if (path === null) continue
    if (member.kind !== 'folder') progress.files += 1
    yield { name: member.rawName.subarray(skipped), member: { ...member, content: counted(member.content, progress) } }
  }
}

async function* dump(machine: Repository, args: string[], signal: AbortSignal): AsyncGenerator<Buffer> {
  const { stdout, ended } = await streamRestic(machine, ['dump', ...args], { signal, lane: 'downloads', limitSeconds: LIMIT_SECONDS })
  try {
    for await (const piece of stdout as AsyncIterable<Buffer>) yield piece
    const end = await ended
    if (!end.ok) throw new ArchiveError(end.reason, end.message)
  } finally {
    stdout.destroy()
    await ended
  }
}

/** `reason` is restic's, as for its other runs. */
export class ArchiveError extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message)
  }
}

async function* counted(pieces: AsyncIterable<Buffer>, progress: Progress, expected?: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.length
    progress.bytes += piece.length
    yield piece
  }
  if (expected !== undefined && bytes !== expected) throw new ArchiveError('damaged', `${bytes} bytes instead of ${expected}`)
}
