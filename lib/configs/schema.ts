import { z } from 'zod'

/** `baseVersion` is the version that the person edited from. */
export const saveConfigSchema = z.object({ machineId: z.uuid(), baseVersion: z.coerce.number().int().min(0), body: z.string().max(65_536) })
export type SaveConfig = z.infer<typeof saveConfigSchema>
