'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'

const MAX_BYTES = 100_000

type Props = { error: string | undefined; hasIcon: boolean; iconAgain: boolean }

/** A file for the icon, and a way back to none. One that is too heavy is refused before it travels. */
export function KitIconField({ error, hasIcon, iconAgain }: Props) {
  const { t } = useWords()
  const [tooHeavy, setTooHeavy] = useState(false)
  const hint = [t('kitForm.iconHint'), hasIcon && t('kitForm.iconKept'), iconAgain && t('kitForm.iconAgain')].filter(Boolean).join(' ')
  const notes = { error: tooHeavy ? t('kitForm.icon_too_large') : error, hint }
  return (
    <div className="grid gap-2 sm:col-span-2">
      <Field id="kit-icon" label={t('kitForm.icon')} {...notes}>
        <input
          id="kit-icon"
          name="icon"
          type="file"
          accept=".svg,.png,image/svg+xml,image/png"
          onChange={({ target }) => {
            const heavy = (target.files?.[0]?.size ?? 0) > MAX_BYTES
            setTooHeavy(heavy)
            if (heavy) target.value = ''
          }}
          {...describedBy('kit-icon', notes)}
          className={`${inputClass} file:mr-3 file:rounded-[6px] file:border file:border-line file:bg-raised file:px-2 file:py-0.5 file:text-ink`}
        />
      </Field>
      {hasIcon && (
        <label className="flex items-center gap-2">
          <input type="checkbox" name="removeIcon" className="size-4 accent-(--accent)" />
          {t('kitForm.removeIcon')}
        </label>
      )}
    </div>
  )
}
