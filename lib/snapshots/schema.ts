import { z } from 'zod'

const MAX_PATHS = 100
const MAX_LENGTH = 4_096
const clean = (text: string) => text.replaceAll('\u0000', '').slice(0, MAX_LENGTH).toWellFormed()

/** Years that Postgres and people can read; whatever else a client claims is no time. */
function claimedTime(text: string): string | null {
  const time = new Date(text)
  const year = time.getUTCFullYear()
  return year >= 1 && year <= 9999 ? time.toISOString() : null
}

/** What `restic snapshots --json` tells of a version. All of it is the client's word but the id. */
export const listedSnapshotsSchema = z.array(
  z.object({
    id: z.string().regex(/^[0-9a-f]{64}$/),
    time: z.string().transform(claimedTime),
    hostname: z.string().default('').transform(clean),
    paths: z
      .array(z.string())
      .nullish()
      .transform((paths) => (paths ?? []).slice(0, MAX_PATHS).map(clean)),
  }),
)
export type ListedSnapshot = z.infer<typeof listedSnapshotsSchema>[number]

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What `restic stats --mode restore-size --json` tells of one version. */
export const measureSchema = z.object({ total_size: count, total_file_count: count })
