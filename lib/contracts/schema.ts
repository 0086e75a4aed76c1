import { z } from 'zod'
import { emailAddress, line, volume } from '@/lib/text'

/** A new contract (requirements D1). Volume in bytes; `machineLimit` null means unlimited. */
export const addContractSchema = z.object({
  spaceId: z.uuid(),
  title: line(200),
  clientEmail: emailAddress,
  clientLocale: z.enum(['fr', 'en']).default('fr'),
  subscribedBytes: volume,
  machineLimit: z.int().min(0).max(1_000_000).nullable(),
  retentionDays: z.int().min(1).max(36_500).default(90),
})

/** What the contract list is asked for; read from an address, so anything malformed falls back to the default. */
export const listContractsSchema = z.object({
  search: line(200).catch(''),
  spaceId: z.uuid().nullable().catch(null),
  sort: z.enum(['title', 'space', 'machines', 'used', 'percent']).catch('title'),
  descending: z.boolean().catch(false),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})

/** `version` is the `updatedAt` that the person saw: who saves over a newer one is told instead. */
export const updateContractSchema = addContractSchema.omit({ spaceId: true }).extend({ contractId: z.uuid(), version: z.string() })

/** Deleting takes the title typed out, since data goes with it. */
export const deleteContractSchema = z.object({ contractId: z.uuid(), confirmation: z.string().trim() })

export type AddContract = z.infer<typeof addContractSchema>
export type ListContracts = z.infer<typeof listContractsSchema>
export type UpdateContract = z.infer<typeof updateContractSchema>
export type DeleteContract = z.infer<typeof deleteContractSchema>
