import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { KitFailure, KitValues } from './kit-form-values'

export type KitErrors = Partial<Record<keyof KitValues | 'icon', string>>

/** What to mend, at the field where it is mended. */
export function kitErrors(failure: KitFailure | null, t: CompiledTranslate): KitErrors {
  if (failure === null || failure === 'changed_meanwhile' || failure === 'forbidden') return {}
  if (typeof failure === 'string') return { icon: t(`kitForm.${failure}`) }
  if ('config' in failure) {
    const { detail, line } = failure
    return { [failure.config]: line === null ? detail : t('kitForm.configLine', { line, detail }) }
  }
  const texts: KitErrors = {
    productName: t('kitForm.invalidName'),
    accentColor: t('kitForm.invalidColor'),
    supportEmail: t('kitForm.invalidEmail'),
    supportPhone: t('kitForm.invalidPhone'),
    supportUrl: t('kitForm.invalidUrl'),
    linux: t('kitForm.invalidConfig'),
    macos: t('kitForm.invalidConfig'),
    windows: t('kitForm.invalidConfig'),
  }
  return Object.fromEntries(failure.invalid.map((field) => [field, texts[field as keyof KitValues] ?? t('ui.refused')]))
}
