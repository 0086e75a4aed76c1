import { z } from 'zod'
import { MAX_CONFIG_CHARACTERS } from '@/lib/agent-protocol/schema'

/** `baseVersion` is the version that the person edited from. */
export const saveConfigSchema = z.object({
  machineId: z.uuid(),
  baseVersion: z.coerce.number().int().min(0),
  body: z.string().max(MAX_CONFIG_CHARACTERS),
})
export type SaveConfig = z.infer<typeof saveConfigSchema>
