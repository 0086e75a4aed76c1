'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { ToMend } from '@/app/_components/ui/to-mend'
import type { ContractErrors } from './contract-form-errors'
import type { ContractFormState } from './contract-form-values'

/** What went wrong in one place, with a way to each field. */
export function ContractFormSummary({ state, errors }: { state: ContractFormState; errors: ContractErrors }) {
  const { t } = useWords()
  if (state.failure === null) return null
  if (state.failure === 'changed_meanwhile') {
    return (
      <FormAlert>
        <p className="font-semibold">{t('contractForm.changedMeanwhile')}</p>
        <p>{t('contractForm.changedMeanwhileText')}</p>
      </FormAlert>
    )
  }
  if (state.failure === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  return <ToMend form="contract" title={t('contractForm.failed', { count: Object.keys(errors).length })} errors={errors} />
}
