'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { OwnForm } from './own-form'
import type { OwnFormState } from './own-form-state'
import { useOwnForm } from './use-own-form'

type Action = (state: OwnFormState, form: FormData) => Promise<OwnFormState>

export function IdentityForm({ action, start, userName }: { action: Action; start: OwnFormState; userName: string }) {
  const { t } = useWords()
  const { state, about, ...form } = useOwnForm('identity', action, start)
  const [name, displayName, locale] = [
    about('userName', t('profile.userNameHint')),
    about('displayName'),
    about('locale', t('profile.languageHint')),
  ]
  return (
    <OwnForm {...form} label={t('ui.save')}>
      <div key={state.attempt} className="grid gap-4">
        <Field label={t('profile.userName')} {...name}>
          <input id={name.id} readOnly value={userName} {...describedBy(name.id, name)} className={inputClass} />
        </Field>
        <Field label={t('profile.displayName')} {...displayName}>
          <input
            id={displayName.id}
            name="displayName"
            defaultValue={state.values.displayName}
            maxLength={100}
            autoComplete="name"
            {...describedBy(displayName.id, displayName)}
            className={inputClass}
          />
        </Field>
        <Field label={t('profile.language')} {...locale}>
          <select
            id={locale.id}
            name="locale"
            defaultValue={state.values.locale}
            {...describedBy(locale.id, locale)}
            className={inputClass}
          >
            <option value="fr">{t('profile.french')}</option>
            <option value="en">{t('profile.english')}</option>
          </select>
        </Field>
      </div>
    </OwnForm>
  )
}
