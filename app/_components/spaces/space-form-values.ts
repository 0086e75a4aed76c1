import type { z } from 'zod'
import type { Locale } from '@/lib/auth/types'
import { gigabytesText, parseGigabytes } from '@/lib/contracts/gigabytes'
import type { spaceTermsSchema } from '@/lib/spaces/schema'
import type { SpaceDetail } from '@/lib/spaces/types'

/** The form of a space as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type SpaceValues = { name: string; gigabytes: string; alertEmail: string }

export type SpaceFailure =
  | 'name_taken'
  | 'volume_exceeded'
  | 'below_used'
  | 'changed_meanwhile'
  | 'forbidden'
  | 'using_space'
  | { invalid: (keyof SpaceValues)[] }

export type SpaceFormState = {
  /** Counts the tries; each draws the form anew from its values. */
  attempt: number
  values: SpaceValues
  version: string
  failure: SpaceFailure | null
  /** What another person has saved meanwhile. */
  current: SpaceValues | null
  /** What is left of the account's volume, as last counted. */
  freeBytes: number
}

export function readSpaceValues(form: FormData): SpaceValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  return { name: text('name'), gigabytes: text('gigabytes'), alertEmail: text('alertEmail') }
}

export const spaceValues = (space: SpaceDetail, locale: Locale): SpaceValues => ({
  name: space.name,
  gigabytes: gigabytesText(space.allocatedBytes, locale),
  alertEmail: space.alertEmail ?? '',
})

/** The input of the commands; what cannot be read as a volume is left to the schema to refuse. */
export const spaceInput = (values: SpaceValues): z.input<typeof spaceTermsSchema> => ({
  name: values.name,
  allocatedBytes: parseGigabytes(values.gigabytes) ?? Number.NaN,
  alertEmail: values.alertEmail.trim() || null,
})

/** The inputs that the schema's fields were typed into. */
export const typedSpaceFields = (fields: string[]): (keyof SpaceValues)[] =>
  fields.map((field) => (field === 'allocatedBytes' ? 'gigabytes' : (field as keyof SpaceValues)))
