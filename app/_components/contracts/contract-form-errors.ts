import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { ContractFailure, ContractValues } from './contract-form-values'

export type ContractErrors = Partial<Record<keyof ContractValues, string>>

/** What to mend, at the field where it is mended. */
export function contractErrors(failure: ContractFailure | null, hasRetention: boolean, t: CompiledTranslate): ContractErrors {
  if (failure === 'title_taken') return { title: t('contractForm.titleTaken') }
  if (failure === 'fewer_than_machines') return { machineLimit: t('contractForm.fewerThanMachines') }
  if (failure === null || typeof failure === 'string') return {}
  const texts: ContractErrors = {
    title: t('contractForm.invalidTitle'),
    clientEmail: t('contractForm.invalidEmail'),
    clientLocale: t('contractForm.invalidLocale'),
    gigabytes: t('contractForm.invalidVolume'),
    machineLimit: t('contractForm.invalidLimit'),
    spaceId: t('contractForm.invalidSpace'),
    ...(hasRetention && { retentionDays: t('contractForm.invalidRetention') }),
  }
  return Object.fromEntries(failure.invalid.map((field) => [field, texts[field]]))
}
