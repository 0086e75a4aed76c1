'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { Choice } from './choice'
import { Group } from './group'
import type { FieldsProps } from './identity-fields'
import { RIGHTS } from './user-form-values'

/** The four rights, granted one by one (requirements B2). */
export function RightsFields({ values, current, errors }: FieldsProps) {
  const { t } = useWords()
  const differs = current !== null && current.rights.join() !== values.rights.join()
  const theirs = current?.rights.map((right) => t(`rights.short.${right}`)).join(', ') || t('rights.none')
  return (
    <Group
      id="user-rights"
      name={t('userForm.rights')}
      error={errors.rights}
      current={differs ? t('userForm.current', { value: theirs }) : undefined}
      className="sm:grid-cols-2"
    >
      {RIGHTS.map((right) => (
        <Choice
          key={right}
          id={`user-right-${right}`}
          type="checkbox"
          name="rights"
          value={right}
          defaultChecked={values.rights.includes(right)}
          label={t(`rights.name.${right}`)}
          hint={t(`rights.hint.${right}`)}
        />
      ))}
    </Group>
  )
}
