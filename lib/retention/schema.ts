import { z } from 'zod'
import { line } from '@/lib/text'

/** Why an administrator lets the history of a machine go on. */
export const releaseRetentionSchema = z.object({ machineId: z.uuid(), reason: line(500) })

export type ReleaseRetention = z.infer<typeof releaseRetentionSchema>
