'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { KitErrors } from './kit-form-errors'
import type { KitValues } from './kit-form-values'

type Props = { values: KitValues; errors: KitErrors }

/** Whom the clients call. */
export function KitSupportFields({ values, errors }: Props) {
  const { t } = useWords()
  const fields = [
    { name: 'supportEmail', label: t('kitForm.email'), type: 'email', max: 254 },
    { name: 'supportPhone', label: t('kitForm.phone'), type: 'tel', max: 40 },
    { name: 'supportUrl', label: t('kitForm.url'), type: 'url', max: 500 },
  ] as const
  return (
    <fieldset className="grid max-w-3xl gap-x-5 gap-y-4 sm:grid-cols-2" aria-describedby="kit-support-hint">
      <legend className="mb-1 font-semibold text-[14px]">{t('kitForm.support')}</legend>
      <p id="kit-support-hint" className="text-[12.5px] text-muted sm:col-span-2">
        {t('kitForm.supportHint')}
      </p>
      {fields.map(({ name, label, type, max }) => (
        <Field key={name} id={`kit-${name}`} label={label} error={errors[name]}>
          <input
            id={`kit-${name}`}
            name={name}
            type={type}
            defaultValue={values[name]}
            maxLength={max}
            autoComplete="off"
            {...describedBy(`kit-${name}`, { error: errors[name] })}
            className={inputClass}
          />
        </Field>
      ))}
    </fieldset>
  )
}
