'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { kitPlatforms, platformNames } from '@/lib/kits/platforms'
import type { KitErrors } from './kit-form-errors'
import type { KitValues } from './kit-form-values'

type Props = { values: KitValues; errors: KitErrors }

/** The configuration that the kit proposes on each system. */
export function KitConfigFields({ values, errors }: Props) {
  const { t } = useWords()
  return (
    <fieldset className="grid gap-x-5 gap-y-4 lg:grid-cols-3" aria-describedby="kit-configs-hint">
      <legend className="mb-1 font-semibold text-[14px]">{t('kitForm.configs')}</legend>
      <p id="kit-configs-hint" className="max-w-3xl text-[12.5px] text-muted lg:col-span-3">
        {t('kitForm.configsHint')}
      </p>
      {kitPlatforms.map((platform) => (
        <Field
          key={platform}
          id={`kit-${platform}`}
          label={t('kitForm.configOf', { platform: platformNames[platform] })}
          error={errors[platform]}
        >
          <textarea
            id={`kit-${platform}`}
            name={platform}
            defaultValue={values[platform]}
            rows={12}
            wrap="off"
            maxLength={16_384}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            {...describedBy(`kit-${platform}`, { error: errors[platform] })}
            className={`${inputClass} resize-y font-mono text-[13px]`}
          />
        </Field>
      ))}
    </fieldset>
  )
}
