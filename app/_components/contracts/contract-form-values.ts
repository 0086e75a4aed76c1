import type { z } from 'zod'
import type { Locale } from '@/lib/auth/types'
import { gigabytesText, parseGigabytes } from '@/lib/contracts/gigabytes'
import type { addContractSchema } from '@/lib/contracts/schema'
import type { ContractDetail } from '@/lib/contracts/types'

/** The contract form as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type ContractValues = {
  title: string
  clientEmail: string
  clientLocale: string
  gigabytes: string
  machineLimit: string
  unlimited: boolean
  retentionDays: string
  spaceId: string
}

export type ContractFailure =
  | 'title_taken'
  | 'fewer_than_machines'
  | 'changed_meanwhile'
  | 'forbidden'
  | { invalid: (keyof ContractValues)[] }

export type ContractFormState = {
  /** Counts the tries; each draws the form anew from its values. */
  attempt: number
  values: ContractValues
  version: string
  failure: ContractFailure | null
  /** What another person has saved meanwhile. */
  current: ContractValues | null
}

export function readContractValues(form: FormData): ContractValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  return {
    title: text('title'),
    clientEmail: text('clientEmail'),
    clientLocale: text('clientLocale'),
    gigabytes: text('gigabytes'),
    machineLimit: text('machineLimit'),
    unlimited: form.has('unlimited'),
    retentionDays: text('retentionDays'),
    spaceId: text('spaceId'),
  }
}

export const contractValues = (contract: ContractDetail, locale: Locale): ContractValues => ({
  title: contract.title,
  clientEmail: contract.clientEmail,
  clientLocale: contract.clientLocale,
  gigabytes: gigabytesText(contract.subscribedBytes, locale),
  machineLimit: contract.machineLimit === null ? '' : String(contract.machineLimit),
  unlimited: contract.machineLimit === null,
  retentionDays: String(contract.retentionDays),
  spaceId: contract.spaceId,
})

/** The input of the commands; what cannot be read as a number is left to the schema to refuse. */
export const contractInput = (values: ContractValues): z.input<typeof addContractSchema> => ({
  spaceId: values.spaceId,
  title: values.title,
  clientEmail: values.clientEmail.trim(),
  clientLocale: values.clientLocale as Locale,
  subscribedBytes: parseGigabytes(values.gigabytes) ?? Number.NaN,
  machineLimit: values.unlimited ? null : wholeNumber(values.machineLimit),
  // The form has none where the product fixes it.
  retentionDays: values.retentionDays === '' ? undefined : wholeNumber(values.retentionDays),
})

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN)

/** The inputs that the schema's fields were typed into. */
export const typedFields = (fields: string[]): (keyof ContractValues)[] =>
  fields.map((field) => (field === 'subscribedBytes' ? 'gigabytes' : (field as keyof ContractValues)))
