'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { Group } from './group'
import type { UserErrors } from './user-form-errors'
import type { UserValues } from './user-form-values'

export type FieldsProps = { values: UserValues; current: UserValues | null; errors: UserErrors }

export function IdentityFields({ values, current, errors }: FieldsProps) {
  const { t } = useWords()
  const languages = { '': t('userForm.languages.brand'), fr: t('userForm.languages.fr'), en: t('userForm.languages.en') }

  /** What stands below a field, and the attributes by which its input points there. */
  function about(name: 'userName' | 'displayName' | 'email' | 'locale', hint?: string) {
    const differs = current !== null && current[name] !== values[name]
    const value = current === null ? '' : name === 'locale' ? languages[current.locale as keyof typeof languages] : current[name]
    const notes = { hint, error: errors[name], current: differs ? t('userForm.current', { value }) : undefined }
    const id = `user-${name}`
    return {
      field: { id, ...notes },
      input: { id, name, defaultValue: values[name], ...describedBy(id, notes), 'data-changed': differs || undefined },
    }
  }
  const userName = about('userName', t('userForm.userNameHint'))
  const displayName = about('displayName')
  const email = about('email', t('userForm.emailHint'))
  const locale = about('locale')
  const typed = { autoComplete: 'off', className: inputClass }
  return (
    <Group name={t('userForm.identity')} className="gap-y-4! sm:grid-cols-2">
      <Field label={t('userForm.displayName')} {...displayName.field}>
        <input {...displayName.input} {...typed} maxLength={100} />
      </Field>
      <Field label={t('userForm.userName')} {...userName.field}>
        <input {...userName.input} {...typed} maxLength={100} autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label={t('userForm.email')} {...email.field}>
        <input {...email.input} {...typed} type="email" inputMode="email" maxLength={254} />
      </Field>
      <Field label={t('userForm.language')} {...locale.field}>
        <select {...locale.input} className={inputClass}>
          {Object.entries(languages).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </Group>
  )
}
