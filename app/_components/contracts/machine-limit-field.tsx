'use client'

import { type ComponentProps, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { Field, inputClass } from '@/app/_components/ui/field'
import type { ContractValues } from './contract-form-values'

type Props = {
  field: Omit<ComponentProps<typeof Field>, 'label' | 'children'>
  input: ComponentProps<'input'>
  values: ContractValues
}

/** A number of machines, or none at all: ticking « Illimité » puts the number aside without losing it. */
export function MachineLimitField({ field, input, values }: Props) {
  const { t } = useWords()
  const [unlimited, setUnlimited] = useState(values.unlimited)
  return (
    <Field label={t('contractForm.machineLimit')} {...field}>
      <div className="flex items-center gap-3">
        <input
          {...input}
          inputMode="numeric"
          defaultValue={values.machineLimit}
          maxLength={9}
          autoComplete="off"
          disabled={unlimited}
          className={`${inputClass} flex-1`}
        />
        <label className="flex min-h-9 items-center gap-2 whitespace-nowrap">
          <input
            type="checkbox"
            name="unlimited"
            checked={unlimited}
            onChange={(event) => setUnlimited(event.target.checked)}
            className="size-4 accent-(--accent)"
          />
          {t('contractForm.unlimited')}
        </label>
      </div>
    </Field>
  )
}
