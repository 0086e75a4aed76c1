'use client'

import { Plus } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { HostActions } from './host-actions'
import { useHostFailures } from './host-failures'

type Props = { brandId: string; claim: HostActions['claim']; vouch: HostActions['vouch'] }

/** Adds a host by its name; the record that proves it is shown in the list then. Operators may vouch instead. */
export function AddHostForm({ brandId, claim, vouch }: Props) {
  const { t } = useWords()
  const [host, setHost] = useState('')
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const failureText = useFailureText()
  const failures = useHostFailures()

  const add = (work: HostActions['claim']) =>
    startTransition(async () => {
      const result = await work({ brandId, host }).catch(() => null)
      if (result?.ok) setHost('')
      setError(result?.ok ? undefined : result ? failureText(result, failures.add) : t('ui.unreachable'))
    })
  const notes = { hint: t('brandHosts.nameHint'), error }
  return (
    <form
      className="mt-1 border-line border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) add(claim)
      }}
    >
      <Field id="host-name" label={t('brandHosts.name')} {...notes}>
        <div className="flex flex-wrap gap-2">
          <input
            id="host-name"
            value={host}
            onChange={(event) => setHost(event.target.value)}
            required
            maxLength={1000}
            placeholder="backup.example.com"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={`${inputClass} min-w-56 flex-1`}
            {...describedBy('host-name', notes)}
          />
          <button type="submit" className={buttonClass('primary')} disabled={pending} aria-busy={pending}>
            <Plus className="size-4" aria-hidden />
            {t('brandHosts.add')}
          </button>
          {vouch && (
            <button type="button" className={buttonClass()} disabled={pending || host.trim() === ''} onClick={() => add(vouch)}>
              {t('brandHosts.addVouched')}
            </button>
          )}
        </div>
      </Field>
    </form>
  )
}
