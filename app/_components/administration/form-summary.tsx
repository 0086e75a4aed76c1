'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import { ToMend } from '@/app/_components/ui/to-mend'

type Props = {
  /** Null where nothing failed; `changed_meanwhile`, a refusal of the whole, or what is to be mended at the fields. */
  failure: string | object | null
  /** The texts at the fields, by the name of the field. */
  errors: Record<string, string | undefined>
  form: 'user' | 'space'
}

/** What went wrong with a form of Administration in one place, with a way to each field. */
export function FormSummary({ failure, errors, form }: Props) {
  const { t } = useWords()
  if (failure === null) return null
  if (failure === 'forbidden') return <FormAlert>{t('ui.forbidden')}</FormAlert>
  if (failure === 'using_space') return <FormAlert>{t('administration.usingSpace')}</FormAlert>
  if (failure === 'changed_meanwhile') {
    return (
      <FormAlert>
        <p className="font-semibold">{t(form === 'user' ? 'userForm.changedMeanwhile' : 'spaceForm.changedMeanwhile')}</p>
        <p>{t(form === 'user' ? 'userForm.changedMeanwhileText' : 'spaceForm.changedMeanwhileText')}</p>
      </FormAlert>
    )
  }
  const count = Object.keys(errors).length
  return <ToMend form={form} title={t(form === 'user' ? 'userForm.failed' : 'spaceForm.failed', { count })} errors={errors} />
}
