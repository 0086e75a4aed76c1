import { z } from 'zod'

export const requestCheckSchema = z.object({ machineId: z.uuid() })
export type RequestCheck = z.infer<typeof requestCheckSchema>
