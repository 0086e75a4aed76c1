'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { inputClass } from '@/app/_components/ui/field'

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> & { value: string; onChange: (value: string) => void }

/** A password that one gives to somebody else, so it can be looked at. */
export function PasswordInput({ value, onChange, ...input }: Props) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  const label = t(shown ? 'userActions.hidePassword' : 'userActions.showPassword')
  return (
    <span className="relative block">
      <input
        {...input}
        type={shown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        maxLength={1000}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        className={`${inputClass} pr-10`}
      />
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-[8px] text-muted hover:text-ink"
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </span>
  )
}
