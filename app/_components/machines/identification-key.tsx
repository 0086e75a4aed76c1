'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { toast } from '@/app/_components/ui/toast-store'
import { revealIdentificationKeyAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string; maskedKey: string; revealable: boolean }

const linkClass = 'inline-flex items-center gap-1 rounded-[4px] text-[12px] text-accent hover:underline'

/** Masked until it is asked for, which the audit log notes, by who may (requirements D4). */
export function IdentificationKey({ machineId, machineName, maskedKey, revealable }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [key, setKey] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  const reveal = () =>
    startTransition(async () => {
      const answer = await revealIdentificationKeyAction({ machineId }).catch(() => null)
      if (answer?.ok) setKey(answer.value)
      else toast({ tone: 'danger', text: answer ? failureText(answer) : t('ui.unreachable') })
    })

  if (!revealable) {
    return (
      <code className="whitespace-nowrap font-mono text-[12px] text-muted" title={t('machineActions.keyOfRestorers')}>
        {maskedKey}
      </code>
    )
  }
  if (key === null) {
    return (
      <span className="inline-grid justify-items-start [td_&]:max-sm:justify-items-end">
        <code className="whitespace-nowrap font-mono text-[12px] text-muted">{maskedKey}</code>
        <button
          type="button"
          className={linkClass}
          aria-description={machineName}
          title={t('machineActions.keyAudited')}
          onClick={reveal}
          disabled={pending}
          aria-busy={pending}
        >
          <Eye className="size-3.5" aria-hidden />
          {t('machineActions.showKey')}
        </button>
      </span>
    )
  }
  return (
    <span className="inline-grid justify-items-start gap-1 [td_&]:max-sm:justify-items-end">
      <code className="select-all break-all font-mono text-[12px] [td_&]:w-[16ch]">{key}</code>
      <span className="flex flex-wrap items-center gap-2">
        <CopyButton text={key} label={t('machineActions.copyKey')} compact />
        <button type="button" className={linkClass} onClick={() => setKey(null)}>
          <EyeOff className="size-3.5" aria-hidden />
          {t('machineActions.hideKey')}
        </button>
      </span>
    </span>
  )
}
