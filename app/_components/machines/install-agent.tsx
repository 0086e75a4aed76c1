'use client'

import { Terminal } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { revealIdentificationKeyAction } from '@/app/portal/[brand]/(account)/machines/actions'
import type { InstallPlace } from '@/lib/kits/install-command'
import { InstallCommand } from './install-command'

/** How to bring a machine to its first word: the command with its key, which is shown only when it is asked for. */
export function InstallAgent({ machineId, place }: { machineId: string; place: InstallPlace }) {
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

  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-muted">{t('installAgent.text')}</p>
      {key === null ? (
        <button type="button" className={buttonClass()} onClick={reveal} disabled={pending} aria-busy={pending}>
          <Terminal className="size-4" aria-hidden />
          {t('installAgent.show')}
        </button>
      ) : (
        <div className="grid w-full gap-3">
          <InstallCommand place={place} identificationKey={key} />
        </div>
      )}
    </div>
  )
}
