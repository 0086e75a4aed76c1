'use client'

import { Field } from '@/app/_components/ui/field'
import { PasswordInput } from '@/app/_components/ui/password-input'

type Props = {
  label: string
  name: string
  autoComplete: 'current-password' | 'new-password'
  about: { id: string; hint?: string; error?: string }
}

export function PasswordField({ label, name, autoComplete, about }: Props) {
  return (
    <Field label={label} {...about}>
      <PasswordInput id={about.id} name={name} autoComplete={autoComplete} notes={about} />
    </Field>
  )
}
