import { z } from 'zod'

const GIGABYTE = 1_000_000_000

/** A line that a person typed: trimmed, and without the control characters that a mail header or Postgres would trip over. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'contains control characters')

/** A volume in bytes, up to a petabyte. */
export const volume = z
  .int()
  .min(0)
  .max(1_000_000 * GIGABYTE)

export const emailAddress = z.email().max(254)
