import { z } from 'zod'

export const backUpNowSchema = z.object({ machineId: z.uuid() })
export const cancelBackupSchema = z.object({ backupId: z.uuid() })
export const withdrawCommandSchema = z.object({ commandId: z.uuid() })

export type BackUpNow = z.infer<typeof backUpNowSchema>
export type CancelBackup = z.infer<typeof cancelBackupSchema>
export type WithdrawCommand = z.infer<typeof withdrawCommandSchema>
