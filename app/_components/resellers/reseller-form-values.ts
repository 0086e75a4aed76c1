import type { z } from 'zod'
import type { Locale } from '@/lib/auth/types'
import { gigabytesText, parseGigabytes } from '@/lib/contracts/gigabytes'
import type { Consequence } from '@/lib/resellers/product-change'
import type { AdmitReseller, ResellerTerms } from '@/lib/resellers/schema'

/** The form of a reseller as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type ResellerValues = {
  name: string
  product: string
  pack: string
  administrationOption: boolean
  gigabytes: string
  alertEmail: string
  locale: string
  timeZone: string
  /** Empty: a new brand. */
  brandId: string
  productName: string
  accentColor: string
  host: string
  userName: string
  displayName: string
  email: string
}
export type ResellerField = keyof ResellerValues

export type ResellerFailure =
  | { invalid: ResellerField[] }
  | { reason: 'brand_taken' | 'host_taken' | 'platform_host' | 'user_name_taken' | 'changed_meanwhile' | 'forbidden' }
  | { reason: 'volume_below_spaces' | 'volume_below_used'; leastBytes: number }
  | { reason: 'needs_confirmation'; consequences: Consequence[] }

/** `attempt` counts the tries; each draws the form anew from its values. */
export type ResellerFormState = { attempt: number; values: ResellerValues; version: string; failure: ResellerFailure | null }

export const blankReseller = (locale: Locale, brandId: string): ResellerValues => ({
  name: '',
  product: 'pro',
  pack: 'control_room',
  administrationOption: false,
  gigabytes: '',
  alertEmail: '',
  locale,
  timeZone: 'Europe/Paris',
  brandId,
  productName: '',
  accentColor: '#0a7b91',
  host: '',
  userName: '',
  displayName: '',
  email: '',
})

export const resellerValues = (reseller: ResellerTerms, locale: Locale): ResellerValues => ({
  ...blankReseller(reseller.locale, ''),
  ...reseller,
  gigabytes: gigabytesText(reseller.allocatedBytes, locale),
})

export function readResellerValues(form: FormData): ResellerValues {
  const blank = blankReseller('fr', '')
  const typed = Object.keys(blank).map((name) => [name, String(form.get(name) ?? '').slice(0, 1000)])
  return { ...blank, ...Object.fromEntries(typed), administrationOption: form.has('administrationOption') }
}

/** The terms as the commands take them; what cannot be read is left to the schema to refuse. The option is one of Pro alone. */
export const termsInput = (values: ResellerValues) => ({
  name: values.name,
  product: values.product as AdmitReseller['product'],
  pack: values.pack as AdmitReseller['pack'],
  administrationOption: values.product === 'pro' && values.administrationOption,
  allocatedBytes: parseGigabytes(values.gigabytes) ?? Number.NaN,
  alertEmail: values.alertEmail.trim(),
  locale: values.locale as Locale,
  timeZone: values.timeZone,
})

export const admitInput = (values: ResellerValues): AdmitReseller => ({
  ...termsInput(values),
  brand: values.brandId
    ? { kind: 'existing', brandId: values.brandId }
    : { kind: 'new', productName: values.productName, accentColor: values.accentColor, host: values.host },
  administrator: { userName: values.userName, displayName: values.displayName, email: values.email.trim() },
})

/** The inputs into which was typed what a schema refuses. */
export function invalidFields(error: z.ZodError): ResellerField[] {
  const fields = error.issues.map((issue) => String(issue.path.at(-1)))
  return [...new Set(fields.map((field) => (field === 'allocatedBytes' ? 'gigabytes' : field)))] as ResellerField[]
}
