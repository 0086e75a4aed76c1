import { z } from 'zod'
import { reportAudiences } from '@/db/schema'

/** A month as addresses and forms name it, YYYY-MM. */
export const monthSchema = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/)

/** `sendId` is the form's own: however often it is sent, it is one sending. */
export const sendReportSchema = z.object({
  contractId: z.uuid(),
  month: monthSchema,
  to: z.enum(['client', 'reseller', 'both']),
  sendId: z.uuid(),
})
export type SendReport = z.infer<typeof sendReportSchema>

/** Who gets the reports on the first of each month. */
export const setMonthlyReportSchema = z.object({ to: z.enum(reportAudiences) })
export type SetMonthlyReport = z.infer<typeof setMonthlyReportSchema>
