import type { z } from 'zod'
import type { IconRefusal } from '@/lib/kits/icon'
import type { saveKitDraftSchema } from '@/lib/kits/schema'
import type { KitContent, KitPlatform } from '@/lib/kits/types'

/** The editor as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type KitValues = Record<'productName' | 'accentColor' | 'supportEmail' | 'supportPhone' | 'supportUrl' | KitPlatform, string>

export type KitFailure =
  | 'changed_meanwhile'
  | 'forbidden'
  | IconRefusal
  | { invalid: string[] }
  | { config: KitPlatform; detail: string; line: number | null }

export type KitFormState = {
  /** Counts the tries; each draws the form anew from its values. */
  attempt: number
  values: KitValues
  /** The draft that the person saw. */
  stamp: string
  /** A browser forgets a chosen file when the form comes back. */
  iconChosen: boolean
  failure: KitFailure | null
}

const CONFIG_CHARACTERS = 20_000

export function readKitValues(form: FormData): KitValues {
  const line = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  // A browser sends line ends as CRLF, whatever was shown.
  const file = (name: string) =>
    String(form.get(name) ?? '')
      .replaceAll('\r\n', '\n')
      .slice(0, CONFIG_CHARACTERS)
  return {
    productName: line('productName'),
    accentColor: line('accentColor'),
    supportEmail: line('supportEmail'),
    supportPhone: line('supportPhone'),
    supportUrl: line('supportUrl'),
    linux: file('linux'),
    macos: file('macos'),
    windows: file('windows'),
  }
}

export const kitValues = ({ productName, accentColor, supportEmail, supportPhone, supportUrl, configs }: KitContent): KitValues => ({
  productName,
  accentColor,
  supportEmail: supportEmail ?? '',
  supportPhone: supportPhone ?? '',
  supportUrl: supportUrl ?? '',
  ...configs,
})

type Input = Omit<z.input<typeof saveKitDraftSchema>, 'resellerId' | 'stamp' | 'icon'>

export const kitInput = ({ supportEmail, supportPhone, supportUrl, ...values }: KitValues): Input => ({
  ...values,
  supportEmail: supportEmail.trim() || null,
  supportPhone: supportPhone.trim() || null,
  supportUrl: supportUrl.trim() || null,
})
