'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field } from '@/app/_components/ui/field'
import { Choice } from './choice'
import { Group } from './group'
import { PasswordInput } from './password-input'
import type { UserErrors } from './user-form-errors'
import type { UserValues } from './user-form-values'

const WAYS = ['invitation', 'password'] as const

/** How a new user comes in. What was typed as a password stays in the browser alone when the form comes back. */
export function AccessFields({ values, errors }: { values: UserValues; errors: UserErrors }) {
  const { t } = useWords()
  const [access, setAccess] = useState(values.access)
  const [password, setPassword] = useState('')
  const notes = { hint: t('userForm.passwordHint'), error: errors.password }
  return (
    <Group name={t('userForm.access')} className="sm:grid-cols-2">
      {WAYS.map((way) => (
        <Choice
          key={way}
          id={`user-access-${way}`}
          type="radio"
          name="access"
          value={way}
          checked={access === way}
          onChange={() => setAccess(way)}
          label={t(`userForm.accessChoice.${way}`)}
          hint={t(`userForm.accessHint.${way}`)}
        />
      ))}
      {access === 'password' && (
        <div className="sm:col-start-2">
          <Field id="user-password" label={t('userForm.password')} {...notes}>
            <PasswordInput
              id="user-password"
              name="password"
              value={password}
              onChange={setPassword}
              {...describedBy('user-password', notes)}
            />
          </Field>
        </div>
      )}
    </Group>
  )
}
