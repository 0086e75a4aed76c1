'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { OwnForm } from './own-form'
import { freshForm, type OwnFormState } from './own-form-state'
import { PasswordField } from './password-field'
import { useOwnForm } from './use-own-form'

type Action = (state: OwnFormState, form: FormData) => Promise<OwnFormState>

export function PasswordForm({ action, userName }: { action: Action; userName: string }) {
  const { t } = useWords()
  const { about, state: _state, ...form } = useOwnForm('password', action, freshForm())
  return (
    <OwnForm {...form} label={t('profile.changePassword')}>
      {/* For password managers, which otherwise do not know whose password it is. */}
      <input type="text" name="userName" autoComplete="username" value={userName} readOnly hidden />
      <PasswordField label={t('profile.currentPassword')} name="current" autoComplete="current-password" about={about('current')} />
      <PasswordField
        label={t('profile.newPassword')}
        name="next"
        autoComplete="new-password"
        about={about('next', t('passwordRule.hint'))}
      />
      <p className="text-[12.5px] text-muted">{t('profile.passwordHint')}</p>
    </OwnForm>
  )
}
