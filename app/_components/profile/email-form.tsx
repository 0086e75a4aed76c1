'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { OwnForm } from './own-form'
import type { OwnFormState } from './own-form-state'
import { PasswordField } from './password-field'
import { useOwnForm } from './use-own-form'

type Action = (state: OwnFormState, form: FormData) => Promise<OwnFormState>

export function EmailForm({ action, start, email }: { action: Action; start: OwnFormState; email: string }) {
  const { t } = useWords()
  const { state, about, ...form } = useOwnForm('email', action, start)
  const address = about('email', t('profile.emailHint'))
  return (
    <OwnForm {...form} label={t('profile.changeEmail')}>
      <p className="text-muted [overflow-wrap:anywhere]">{t('profile.emailNow', { email })}</p>
      <Field label={t('profile.newEmail')} {...address}>
        <input
          key={state.attempt}
          id={address.id}
          name="email"
          type="email"
          inputMode="email"
          defaultValue={state.values.email}
          maxLength={254}
          autoComplete="email"
          {...describedBy(address.id, address)}
          className={inputClass}
        />
      </Field>
      <PasswordField label={t('profile.currentPassword')} name="password" autoComplete="current-password" about={about('password')} />
    </OwnForm>
  )
}
