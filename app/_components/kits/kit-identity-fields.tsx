'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { kitIdentifier } from '@/lib/kits/identifier'
import type { KitErrors } from './kit-form-errors'
import type { KitValues } from './kit-form-values'
import { KitIconField } from './kit-icon-field'

type Props = { values: KitValues; errors: KitErrors; hasIcon: boolean; iconAgain: boolean }

/** How the product calls itself and looks. */
export function KitIdentityFields({ values, errors, hasIcon, iconAgain }: Props) {
  const { t } = useWords()
  const [name, setName] = useState(values.productName)
  const [color, setColor] = useState(values.accentColor)
  const nameNotes = { error: errors.productName, hint: t('kitForm.nameHint', { id: kitIdentifier(name) }) }
  const colorNotes = { error: errors.accentColor, hint: t('kitForm.colorHint') }
  return (
    <fieldset className="grid max-w-3xl gap-x-5 gap-y-4 sm:grid-cols-2">
      <legend className="mb-3 font-semibold text-[14px]">{t('kitForm.identity')}</legend>
      <Field id="kit-productName" label={t('kitForm.name')} {...nameNotes}>
        <input
          id="kit-productName"
          name="productName"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={80}
          autoComplete="off"
          {...describedBy('kit-productName', nameNotes)}
          className={inputClass}
        />
      </Field>
      <Field id="kit-accentColor" label={t('kitForm.color')} {...colorNotes}>
        <span className="flex gap-2">
          <input
            type="color"
            aria-label={t('kitForm.colorPick')}
            value={/^#[0-9a-f]{6}$/i.test(color) ? color : '#000000'}
            onChange={(event) => setColor(event.target.value)}
            className="h-9 w-11 shrink-0 cursor-pointer rounded-[8px] border border-edge bg-panel p-1"
          />
          <input
            id="kit-accentColor"
            name="accentColor"
            value={color}
            onChange={(event) => setColor(event.target.value)}
            maxLength={7}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...describedBy('kit-accentColor', colorNotes)}
            className={`${inputClass} font-mono`}
          />
        </span>
      </Field>
      <KitIconField error={errors.icon} hasIcon={hasIcon} iconAgain={iconAgain} />
    </fieldset>
  )
}
