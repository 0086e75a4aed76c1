import { z } from 'zod'
import { line } from '@/lib/text'

/** A new machine of a contract (requirements D6). */
export const addMachineSchema = z.object({
  contractId: z.uuid(),
  name: line(200),
})

export type AddMachine = z.infer<typeof addMachineSchema>
