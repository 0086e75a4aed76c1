'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { ToMend } from '@/app/_components/ui/to-mend'
import type { BrandErrors } from './brand-form-errors'
import type { BrandFormState } from './brand-form-values'

/** What went wrong in one place, with a way to each field. */
export function BrandFormSummary({ state, errors }: { state: BrandFormState; errors: BrandErrors }) {
  const { t } = useWords()
  if (state.failure === null) return null
  if (state.failure.reason === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  if (state.failure.reason === 'changed_meanwhile') {
    return (
      <FormAlert>
        <p className="font-semibold">{t('brandForm.changedMeanwhile')}</p>
        <p>{t('brandForm.changedMeanwhileText')}</p>
      </FormAlert>
    )
  }
  return <ToMend form="brand" title={t('brandForm.failed', { count: Object.keys(errors).length })} errors={errors} />
}
