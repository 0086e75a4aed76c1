import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { Formatter } from '@/lib/i18n/formatter'
import type { ResellerFailure, ResellerField } from './reseller-form-values'

export type ResellerErrors = Partial<Record<ResellerField, string>>

/** What to mend, at the field where it is mended. */
export function resellerErrors(failure: ResellerFailure | null, t: CompiledTranslate, f: Formatter): ResellerErrors {
  if (failure === null) return {}
  if ('invalid' in failure) return Object.fromEntries(failure.invalid.map((field) => [field, t(invalidTexts[field])]))
  switch (failure.reason) {
    case 'brand_taken':
      return { brandId: t('resellerForm.brandTaken') }
    case 'host_taken':
      return { host: t('resellerForm.hostTaken') }
    case 'platform_host':
      return { host: t('resellerForm.platformHost') }
    case 'user_name_taken':
      return { userName: t('resellerForm.userNameTaken') }
    case 'volume_below_spaces':
      return { gigabytes: t('resellerForm.belowSpaces', { volume: f.bytes(failure.leastBytes) }) }
    case 'volume_below_used':
      return { gigabytes: t('resellerForm.belowUsed', { volume: f.bytes(failure.leastBytes) }) }
    default:
      return {}
  }
}

const invalidTexts = {
  name: 'resellerForm.invalidName',
  product: 'resellerForm.invalidChoice',
  pack: 'resellerForm.invalidChoice',
  administrationOption: 'resellerForm.invalidChoice',
  gigabytes: 'resellerForm.invalidVolume',
  alertEmail: 'resellerForm.invalidEmail',
  locale: 'resellerForm.invalidChoice',
  timeZone: 'resellerForm.invalidTimeZone',
  brandId: 'resellerForm.invalidChoice',
  productName: 'resellerForm.invalidProductName',
  accentColor: 'resellerForm.invalidColor',
  host: 'resellerForm.invalidHost',
  userName: 'resellerForm.invalidUserName',
  displayName: 'resellerForm.invalidDisplayName',
  email: 'resellerForm.invalidEmail',
} as const satisfies Record<ResellerField, string>
