import { z } from 'zod'
import { periodSchema } from '@/lib/statistics/schema'

/** What is audited besides the people themselves. */
export const actorKinds = ['machine', 'operator', 'system'] as const

/** What the audit log is searched for (requirements G2). `person` is a user's id or a kind of actor; `before` the `next` of the page shown. */
export const auditFilterSchema = z.object({
  period: periodSchema,
  text: z
    .string()
    .transform((text) => text.replace(/\p{Cc}/gu, ' ').trim())
    .pipe(z.string().max(200)),
  person: z.union([z.uuid(), z.enum(actorKinds)]).nullable(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z_]{1,60}$/)
    .nullable(),
  subjectKind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .nullable(),
  subjectId: z.uuid().nullable(),
  resellerId: z.uuid().nullable(),
  before: z.uuid().nullable(),
})

export type AuditFilter = z.infer<typeof auditFilterSchema>
