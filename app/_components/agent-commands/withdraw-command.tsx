'use client'

import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { toast } from '@/app/_components/ui/toast-store'
import { withdrawCommandAction } from '@/app/portal/[brand]/(account)/machines/actions'

/** Takes back what the agent has not been told yet. */
export function WithdrawCommand({ commandId }: { commandId: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()

  const withdraw = () =>
    startTransition(async () => {
      const refusal = await withdrawCommandAction({ commandId }).then(
        (result) => (result.ok ? null : failureText(result, { already_delivered: t('agentCommands.alreadyDelivered') })),
        () => t('ui.unreachable'),
      )
      toast(refusal ? { tone: 'danger', text: refusal } : { tone: 'good', text: t('agentCommands.withdrawn') })
    })

  return (
    <button
      type="button"
      onClick={withdraw}
      disabled={pending}
      aria-busy={pending}
      className="font-medium text-[13px] text-accent underline decoration-1 underline-offset-2"
    >
      {t('agentCommands.withdraw')}
    </button>
  )
}
