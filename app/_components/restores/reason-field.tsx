'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { RestoreRules } from '@/lib/restores/schema'

/** Why files are brought back, and whom that is told to. */
export function ReasonField({ rules, value, onChange }: { rules: RestoreRules; value: string; onChange: (value: string) => void }) {
  const { t } = useWords()
  const hint = rules.clientTold ? `${t('restore.reasonHint')} ${t('restore.clientTold')}` : t('restore.reasonHint')
  return (
    <Field id="restore-reason" label={t(rules.reasonRequired ? 'restore.reason' : 'restore.reasonOptional')} hint={hint}>
      <input
        id="restore-reason"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required={rules.reasonRequired}
        maxLength={500}
        autoComplete="off"
        className={inputClass}
        {...describedBy('restore-reason', { hint })}
      />
    </Field>
  )
}
