'use client'

import { describedBy, Field, inputClass } from '@/app/_components/ui/field'

type Props = { label: string; numeric?: boolean; about: { id: string; hint?: string; error?: string } }

export function CodeField({ label, numeric, about }: Props) {
  return (
    <Field label={label} {...about}>
      <input
        id={about.id}
        name="code"
        autoComplete="one-time-code"
        inputMode={numeric ? 'numeric' : undefined}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={100}
        {...describedBy(about.id, about)}
        className={`${inputClass} tabular-nums`}
      />
    </Field>
  )
}
