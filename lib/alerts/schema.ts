import { z } from 'zod'
import { line } from '@/lib/text'

/** Days without a backup before a machine is in alert (requirements E2). */
export const missedAfterDays = z.coerce.number().int().min(1).max(365)

/** What the alerts are asked for; read from an address, so anything malformed falls back to the default. */
export const listAlertsSchema = z.object({
  search: line(200).catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type ListAlerts = z.infer<typeof listAlertsSchema>

export const setMissedAfterDaysSchema = z.object({ days: missedAfterDays })
export type SetMissedAfterDays = z.infer<typeof setMissedAfterDaysSchema>

/** How the reseller's mails come: `remindAfterDays` null for no reminders; successes one by one or once a day; the daily digest. */
export const setAlertMailsSchema = z.object({
  remindAfterDays: z.coerce.number().int().min(1).max(365).nullable(),
  successMails: z.enum(['each', 'daily']),
  dailyDigest: z.boolean(),
})
export type SetAlertMails = z.infer<typeof setAlertMailsSchema>

const alertId = z.uuid()
const reason = line(500)

/** Somebody has it in hand: no reminders until it is over. Why is said to the colleagues. */
export const acknowledgeAlertSchema = z.object({ alertId, reason })
/** Nobody wants to hear of it for some days. */
export const snoozeAlertSchema = z.object({ alertId, reason, days: z.coerce.number().int().min(1).max(90) })
export const resumeAlertSchema = z.object({ alertId })

export type AcknowledgeAlert = z.infer<typeof acknowledgeAlertSchema>
export type SnoozeAlert = z.infer<typeof snoozeAlertSchema>
export type ResumeAlert = z.infer<typeof resumeAlertSchema>
