import type { BrandDetail, ImageKind } from '@/lib/brands/types'

export const brandFields = ['productName', 'accentColor', 'supportEmail', 'supportPhone', 'supportUrl', 'mailSender', 'locale'] as const
export type BrandField = (typeof brandFields)[number]

/** The brand form as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type BrandValues = Record<BrandField, string>

/** What becomes of a picture: `new` comes with its data as the portal made it safe; `fact` is what is stored. */
export type ImageValue = { choice: 'keep' | 'remove' | 'new'; data: string }
export type ImageValues = Record<ImageKind, ImageValue>

export type BrandFailure =
  | { reason: 'changed_meanwhile' | 'foreign_sender' | 'forbidden' }
  | { reason: 'invalid'; fields: BrandField[] }
  | { reason: 'image'; kind: ImageKind; problem: string }

export type BrandFormState = {
  /** Counts the tries. */
  attempt: number
  values: BrandValues
  images: ImageValues
  version: string
  failure: BrandFailure | null
  /** What another person has saved meanwhile. */
  current: BrandValues | null
}

/** What the portal says of a picture that was chosen: its data address, and what was left out of it. */
export type PreparedImage = { ok: true; data: string; dropped: string[] } | { ok: false; problem: string }

export const brandValues = (brand: BrandDetail): BrandValues => ({
  productName: brand.productName,
  accentColor: brand.accentColor,
  supportEmail: brand.supportEmail ?? '',
  supportPhone: brand.supportPhone ?? '',
  supportUrl: brand.supportUrl ?? '',
  mailSender: brand.mailSender ?? '',
  locale: brand.locale,
})

const KEPT: ImageValue = { choice: 'keep', data: '' }

export const brandFormState = (brand: BrandDetail): BrandFormState => ({
  attempt: 0,
  values: brandValues(brand),
  images: { logo: KEPT, favicon: KEPT },
  version: brand.version,
  failure: null,
  current: null,
})

export function readBrandValues(form: FormData): BrandValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  return Object.fromEntries(brandFields.map((name) => [name, text(name)])) as BrandValues
}

/** The input of the commands; an empty line is none. */
export function brandInput(values: BrandValues) {
  const orNull = (text: string) => text.trim() || null
  return {
    productName: values.productName,
    accentColor: values.accentColor.trim(),
    supportEmail: orNull(values.supportEmail),
    supportPhone: orNull(values.supportPhone),
    supportUrl: orNull(values.supportUrl),
    mailSender: orNull(values.mailSender),
    locale: values.locale as 'fr' | 'en',
  }
}
