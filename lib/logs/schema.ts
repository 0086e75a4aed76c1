import { z } from 'zod'
import { periodSchema } from '@/lib/statistics/schema'

/** What the logs of an account are searched for (requirements E4). `before` is the `next` of the page shown. */
export const searchLogsSchema = z.object({
  // A control character stands in no line, and Postgres refuses one of them.
  text: z
    .string()
    .transform((text) => text.replace(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(200)),
  errorsOnly: z.boolean(),
  period: periodSchema,
  contractId: z.uuid().nullable(),
  machineId: z.uuid().nullable(),
  before: z
    .string()
    .regex(/^[0-9a-f-]{36}\.\d{1,10}\.\d{1,6}$/)
    .nullable(),
})
export type SearchLogs = z.infer<typeof searchLogsSchema>
