'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { CodeField } from './code-field'
import { PasswordField } from './password-field'

/** Password and code, for what must not be done by whoever has found an open session. */
export function ProofFields({ about }: { about: (field: string) => { id: string; error?: string } }) {
  const { t } = useWords()
  return (
    <>
      <PasswordField label={t('twoSteps.password')} name="password" autoComplete="current-password" about={about('password')} />
      <CodeField label={t('twoSteps.anyCode')} about={about('code')} />
    </>
  )
}
