'use client'

import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { requestCheckAction } from '@/app/portal/[brand]/(account)/machines/actions'

/** Asks for a check of the machine's storage before the next one is due. */
export function CheckAgain({ machineId, machineName }: { machineId: string; machineName: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()

  const ask = () =>
    startTransition(async () => {
      const refusal = await requestCheckAction({ machineId }).then(
        (result) => (result.ok ? null : failureText(result)),
        () => t('ui.unreachable'),
      )
      toast(
        refusal ? { tone: 'danger', text: refusal } : { tone: 'good', text: t('retentionActions.checkAsked', { machine: machineName }) },
      )
    })

  return (
    <div>
      <button type="button" className={buttonClass()} disabled={pending} aria-busy={pending} onClick={ask}>
        {t('retentionActions.checkAgain')}
      </button>
    </div>
  )
}
