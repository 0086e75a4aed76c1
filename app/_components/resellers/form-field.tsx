'use client'

import type { ReactNode } from 'react'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { ResellerErrors } from './reseller-form-errors'
import type { ResellerField, ResellerValues } from './reseller-form-values'

type Common = { name: ResellerField; label: string; hint?: string; values: ResellerValues; errors: ResellerErrors }

/** A text of the reseller's form with what there is to say of it. */
export function TextField({ name, label, hint, values, errors, ...input }: Common & React.ComponentProps<'input'>) {
  const [id, notes] = [`reseller-${name}`, { hint, error: errors[name] }]
  return (
    <Field id={id} label={label} {...notes}>
      <input
        id={id}
        name={name}
        defaultValue={String(values[name])}
        maxLength={254}
        autoComplete="off"
        className={inputClass}
        {...describedBy(id, notes)}
        {...input}
      />
    </Field>
  )
}

/** A choice of the reseller's form. */
export function SelectField({
  name,
  label,
  hint,
  values,
  errors,
  onPick,
  children,
}: Common & { onPick?: (value: string) => void; children: ReactNode }) {
  const [id, notes] = [`reseller-${name}`, { hint, error: errors[name] }]
  return (
    <Field id={id} label={label} {...notes}>
      <select
        id={id}
        name={name}
        defaultValue={String(values[name])}
        onChange={(event) => onPick?.(event.target.value)}
        className={inputClass}
        {...describedBy(id, notes)}
      >
        {children}
      </select>
    </Field>
  )
}
