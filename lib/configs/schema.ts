import { z } from 'zod'
import { MAX_BANDWIDTH_KIB } from '@/lib/agent-protocol/config'

/** What is longer than a configuration may be is told so with its line; far beyond that it is not looked at. */
const body = z.string().max(1_000_000)
/** The version that the person edited from. */
const baseVersion = z.coerce.number().int().min(0)
/** What names the losses that the person has confirmed; see acceptanceOf. */
const accepted = z.string().max(64).nullish()

export const saveConfigSchema = z.object({ machineId: z.uuid(), baseVersion, body, accepted })
export const rollBackConfigSchema = z.object({ machineId: z.uuid(), baseVersion, version: z.coerce.number().int().min(1), accepted })
export const followContractSchema = z.object({ machineId: z.uuid(), baseVersion, accepted })
export const saveContractConfigSchema = z.object({ contractId: z.uuid(), baseVersion, body, accepted })
export const rollBackContractConfigSchema = rollBackConfigSchema.omit({ machineId: true }).extend({ contractId: z.uuid() })

const texts = z.array(z.string().max(10_000)).max(1000).default([])
const bandwidth = z.int().min(1).max(MAX_BANDWIDTH_KIB).nullable().optional()

/** Changes for the files of many machines of one contract; what is left out stays as each of them has it. */
export const changeConfigsSchema = z.object({
  contractId: z.uuid(),
  machines: z
    .array(z.object({ machineId: z.uuid(), baseVersion }))
    .min(1)
    .max(500),
  changes: z.object({
    addPaths: texts,
    removePaths: texts,
    addExcludes: texts,
    removeExcludes: texts,
    schedule: z.string().max(200).nullable().optional(),
    uploadKiBps: bandwidth,
    downloadKiBps: bandwidth,
  }),
  accepted,
})

/** The version that an address names; null where it names none. */
export const versionIn = (value: string | string[] | undefined): number | null =>
  typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null

/** A count that an address carries for its page to tell. */
export const countIn = (value: string | string[] | undefined): number =>
  typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : 0

export type SaveConfig = z.infer<typeof saveConfigSchema>
export type RollBackConfig = z.infer<typeof rollBackConfigSchema>
export type FollowContract = z.infer<typeof followContractSchema>
export type SaveContractConfig = z.infer<typeof saveContractConfigSchema>
export type RollBackContractConfig = z.infer<typeof rollBackContractConfigSchema>
export type ChangeConfigs = z.infer<typeof changeConfigsSchema>
