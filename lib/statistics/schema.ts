import { z } from 'zod'

const day = z.iso.date()

/** A period of whole days, both included, at most ten years; read from an address. */
export const periodSchema = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, 'ends before it begins')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < 3_660 * 86_400_000, 'is longer than ten years')

export type Period = z.infer<typeof periodSchema>

export const globalStatisticsSchema = z.object({
  period: periodSchema,
  spaceId: z.uuid().nullable(),
  contractId: z.uuid().nullable(),
})
export type GlobalStatisticsInput = z.infer<typeof globalStatisticsSchema>
