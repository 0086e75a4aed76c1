'use client'

import { Check, Info, TriangleAlert } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { accentContrast, type ModeContrast, READABLE_CONTRAST } from '@/lib/brands/contrast'

type Props = { value: string; shown: string; error?: string; current?: string; onChange: (value: string) => void }

/** A colour by eye or by its digits, and how it can be read in both modes. `shown` is the last one that is a colour. */
export function AccentField({ value, shown, error, current, onChange }: Props) {
  const { t } = useWords()
  const contrast = accentContrast(shown)
  const notes = { error, current, hint: t('brandForm.hint.accentColor') }
  return (
    <Field id="brand-accentColor" label={t('brandForm.label.accentColor')} {...notes}>
      <div className="flex gap-2">
        <input
          type="color"
          aria-label={t('brandForm.accentPicker')}
          value={shown}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-12 shrink-0 cursor-pointer rounded-[8px] border border-edge bg-panel p-1"
        />
        <input
          id="brand-accentColor"
          name="accentColor"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          maxLength={7}
          autoComplete="off"
          spellCheck={false}
          className={`${inputClass} font-mono`}
          {...describedBy('brand-accentColor', notes)}
        />
      </div>
      {value.trim().toLowerCase() === shown && (
        <ul className="grid gap-1 text-[12.5px]" aria-live="polite">
          <ContrastLine mode="light" contrast={contrast.light} />
          <ContrastLine mode="dark" contrast={contrast.dark} />
        </ul>
      )}
    </Field>
  )
}

function ContrastLine({ mode, contrast }: { mode: 'light' | 'dark'; contrast: ModeContrast }) {
  const { t, f } = useWords()
  const Icon = contrast.readable ? Check : contrast.weak ? TriangleAlert : Info
  const facts = { ratio: f.decimal(contrast.ratio), wanted: f.decimal(READABLE_CONTRAST), color: contrast.text }
  return (
    <li className={`flex gap-1.5 ${contrast.weak ? 'text-warning' : 'text-muted'}`} data-readable={contrast.readable}>
      <Icon className={`mt-0.5 size-3.5 shrink-0 ${contrast.readable ? 'text-good' : ''}`} strokeWidth={2.2} aria-hidden />
      <span>
        {t(`brandForm.contrast.${mode}`, facts)}{' '}
        {t(
          contrast.readable ? 'brandForm.contrast.readable' : contrast.weak ? 'brandForm.contrast.weak' : 'brandForm.contrast.adapted',
          facts,
        )}
        {!contrast.readable && (
          <span
            className="ml-1.5 inline-block size-3 rounded-[3px] border border-line align-[-1px]"
            style={{ background: contrast.text }}
          />
        )}
      </span>
    </li>
  )
}
