import { type Chosen, withoutNested } from '@/lib/archives/plan'
import { fail, ok, type Result } from '@/lib/errors'
import { openListing } from '@/lib/listings/queries'
import type { Listing } from '@/lib/listings/reader'
import type { Repository } from '@/lib/storage/restic'
import { type Unreadable, unreadableBecause } from './types'

export type Selection = { listing: Listing; chosen: Chosen[]; files: number; bytes: number }

/** Whoever asks has just looked into this backup, so its listing is there; one that was evicted is read anew. */
const PATIENCE_MILLISECONDS = 20_000

/** What a selection of paths is in a backup: each of them has to be there. */
export async function readSelection(
  machine: Repository,
  snapshotId: string,
  paths: string[],
  patience = PATIENCE_MILLISECONDS,
): Promise<Result<Selection, Unreadable | 'not_in_backup'>> {
  const opened = await openListing(machine, snapshotId, patience)
  if (opened.state === 'reading') return fail('busy')
  if (opened.state === 'failed') return fail(unreadableBecause(opened.reason))
  const chosen: Chosen[] = []
  for (const path of withoutNested(paths)) {
    const entry = await opened.listing.findEntry(path)
    if (!entry) return fail('not_in_backup')
    chosen.push({ path, entry })
  }
  const sum = (of: 'files' | 'bytes') => chosen.reduce((total, { entry }) => total + entry[of], 0)
  return ok({ listing: opened.listing, chosen, files: sum('files'), bytes: sum('bytes') })
}
