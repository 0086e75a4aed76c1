import { z } from 'zod'

/** Days without a backup before a machine is in alert (requirements E2). */
export const missedAfterDays = z.coerce.number().int().min(1).max(365)

export const setMissedAfterDaysSchema = z.object({ days: missedAfterDays })
export type SetMissedAfterDays = z.infer<typeof setMissedAfterDaysSchema>
