import { z } from 'zod'
import { missedAfterDays } from '@/lib/alerts/schema'
import { line } from '@/lib/text'

/** A new machine of a contract (requirements D6). */
export const addMachineSchema = z.object({ contractId: z.uuid(), name: line(200) })

const machineId = z.uuid()

export const setMachineAlertSchema = z.object({ machineId, alert: z.enum(['backup', 'missed']), on: z.boolean() })
export const setMachineRetentionSchema = z.object({ machineId, retentionDays: z.coerce.number().int().min(1).max(36_500) })
/** `days` null: the reseller's setting holds. */
export const setMachineMissedAfterSchema = z.object({ machineId, days: missedAfterDays.nullable() })
export const commentMachineSchema = z.object({
  machineId,
  comment: z
    .string()
    .trim()
    .max(2_000)
    .transform((text) => text.replaceAll('\u0000', '')),
})
export const deleteMachineSchema = z.object({ machineId, confirmation: z.string().trim() })

export type AddMachine = z.infer<typeof addMachineSchema>
export type SetMachineAlert = z.infer<typeof setMachineAlertSchema>
export type SetMachineRetention = z.infer<typeof setMachineRetentionSchema>
export type SetMachineMissedAfter = z.infer<typeof setMachineMissedAfterSchema>
export type CommentMachine = z.infer<typeof commentMachineSchema>
export type DeleteMachine = z.infer<typeof deleteMachineSchema>
