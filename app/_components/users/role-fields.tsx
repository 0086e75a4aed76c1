'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Choice } from './choice'
import { Group } from './group'
import type { FieldsProps } from './identity-fields'

const ROLES = ['administrator', 'member'] as const

/** Administrator of the whole account, or member of some of its spaces (requirements B3). */
export function RoleFields({ values, current, errors, spaces }: FieldsProps & { spaces: { id: string; name: string }[] }) {
  const { t } = useWords()
  const [role, setRole] = useState(values.role)
  const named = (ids: string[]) => spaces.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  const theirs = (differs: boolean, value: string) => (differs ? t('userForm.current', { value }) : undefined)
  const roleOf = (name: string) => (name === 'administrator' ? t('users.role.administrator') : t('users.role.member'))
  const currentRole = current ? theirs(current.role !== values.role, roleOf(current.role)) : undefined
  const theirSpaces = current ? named(current.spaceIds).join(', ') : ''
  const currentSpaces = current ? theirs(theirSpaces !== named(values.spaceIds).join(', '), theirSpaces || t('users.noSpace')) : undefined
  return (
    <>
      <Group id="user-role" name={t('userForm.roleAndSpaces')} error={errors.role} current={currentRole} className="sm:grid-cols-2">
        {ROLES.map((name) => (
          <Choice
            key={name}
            id={`user-role-${name}`}
            type="radio"
            name="role"
            value={name}
            checked={role === name}
            aria-invalid={errors.role ? true : undefined}
            onChange={() => setRole(name)}
            label={t(`users.role.${name}`)}
            hint={t(`userForm.roleHint.${name}`)}
          />
        ))}
      </Group>
      {role === 'member' && (
        <Group
          id="user-spaceIds"
          name={t('userForm.spaces')}
          error={errors.spaceIds}
          current={currentSpaces}
          className="max-h-64 gap-y-2! overflow-y-auto rounded-[8px] border border-line p-3 sm:grid-cols-2"
        >
          {spaces.map(({ id, name }) => (
            <Choice
              key={id}
              id={`user-space-${id}`}
              type="checkbox"
              name="spaceIds"
              value={id}
              defaultChecked={values.spaceIds.includes(id)}
              aria-invalid={errors.spaceIds ? true : undefined}
              label={name}
            />
          ))}
        </Group>
      )}
    </>
  )
}
