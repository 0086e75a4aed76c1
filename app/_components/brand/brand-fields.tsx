'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { BrandErrors } from './brand-form-errors'
import type { BrandField, BrandValues } from './brand-form-values'

type Props = {
  values: BrandValues
  errors: BrandErrors
  theirs: (name: BrandField) => string | undefined
  onChange: (name: BrandField, value: string) => void
}

const LINES = {
  productName: { maxLength: 80, type: 'text', hint: false },
  supportEmail: { maxLength: 254, type: 'email', hint: false },
  supportPhone: { maxLength: 40, type: 'tel', hint: false },
  supportUrl: { maxLength: 500, type: 'url', hint: true },
  mailSender: { maxLength: 254, type: 'email', hint: true },
} as const

/** A line of text of the brand, with what there is to say of it below. */
export function BrandLine({ name, values, errors, theirs, onChange }: Props & { name: keyof typeof LINES }) {
  const { t } = useWords()
  const { maxLength, type, hint } = LINES[name]
  const notes = { error: errors[name], current: theirs(name), hint: hint ? t(`brandForm.hint.${name as 'supportUrl'}`) : undefined }
  const id = `brand-${name}`
  return (
    <Field id={id} label={t(`brandForm.label.${name}`)} {...notes}>
      <input
        id={id}
        name={name}
        type={type}
        value={values[name]}
        onChange={(event) => onChange(name, event.target.value)}
        maxLength={maxLength}
        autoComplete="off"
        className={inputClass}
        {...describedBy(id, notes)}
      />
    </Field>
  )
}

export function LocaleField({ values, errors, theirs, onChange }: Props) {
  const { t } = useWords()
  const notes = { error: errors.locale, current: theirs('locale'), hint: t('brandForm.hint.locale') }
  return (
    <Field id="brand-locale" label={t('brandForm.label.locale')} {...notes}>
      <select
        id="brand-locale"
        name="locale"
        value={values.locale}
        onChange={(event) => onChange('locale', event.target.value)}
        className={inputClass}
        {...describedBy('brand-locale', notes)}
      >
        <option value="fr">{t('brandForm.french')}</option>
        <option value="en">{t('brandForm.english')}</option>
      </select>
    </Field>
  )
}
