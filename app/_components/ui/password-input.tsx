'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, inputClass } from './field'

type Props = {
  id: string
  name: string
  autoComplete: 'current-password' | 'new-password'
  notes?: { hint?: string; error?: string }
}

/** A password that its owner may look at while typing, rather than type twice. Needs the texts of `passwordRule`. */
export function PasswordInput({ id, name, autoComplete, notes = {} }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <input
        id={id}
        name={name}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        {...describedBy(id, notes)}
        className={`${inputClass} pr-10`}
      />
      <button
        type="button"
        aria-label={t('passwordRule.show')}
        title={t('passwordRule.show')}
        aria-pressed={shown}
        aria-controls={id}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-[8px] text-muted hover:text-ink"
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </div>
  )
}
