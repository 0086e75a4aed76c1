'use client'

import { ImageUp } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field } from '@/app/_components/ui/field'

const MAX_BYTES = 100_000

type Props = { error: string | undefined; hasIcon: boolean; iconAgain: boolean }

/** A file for the icon, and a way back to none. One that is too heavy is refused before it travels. */
export function KitIconField({ error, hasIcon, iconAgain }: Props) {
  const { t } = useWords()
  const [tooHeavy, setTooHeavy] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const hint = [t('kitForm.iconHint'), hasIcon && t('kitForm.iconKept'), iconAgain && t('kitForm.iconAgain')].filter(Boolean).join(' ')
  const notes = { error: tooHeavy ? t('kitForm.icon_too_large') : error, hint }
  return (
    <div className="grid gap-2 sm:col-span-2">
      <Field id="kit-icon" label={t('kitForm.icon')} {...notes}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {/* The browser would label its own button in its language, not in the reader's. */}
          <span className={`${buttonClass()} relative overflow-hidden has-focus-visible:outline-2 has-focus-visible:outline-accent`}>
            <ImageUp className="size-4" aria-hidden />
            {t('kitForm.iconChoose')}
            <input
              id="kit-icon"
              name="icon"
              type="file"
              accept=".svg,.png,image/svg+xml,image/png"
              onChange={({ target }) => {
                const file = target.files?.[0]
                const heavy = (file?.size ?? 0) > MAX_BYTES
                setTooHeavy(heavy)
                setChosen(heavy ? undefined : file?.name)
                if (heavy) target.value = ''
              }}
              {...describedBy('kit-icon', notes)}
              className="absolute inset-0 cursor-pointer opacity-0 file:cursor-pointer"
            />
          </span>
          {chosen && (
            <output htmlFor="kit-icon" className="min-w-0 text-[13px] text-muted [overflow-wrap:anywhere]">
              {chosen}
            </output>
          )}
        </div>
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
