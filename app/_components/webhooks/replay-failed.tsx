'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { replayFailedAction } from '@/app/portal/[brand]/(account)/webhooks/actions'

/** Posts again what a webhook has failed to deliver, once that was confirmed. */
export function ReplayFailed({ webhookId, count }: { webhookId: string; count: number }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState(false)

  async function confirm(): Promise<string | null> {
    const answer = await replayFailedAction({ webhookId })
    if (!answer.ok) return failureText(answer, { off: t('webhookActions.off') })
    toast({ tone: 'good', text: t('webhookActions.replayedFailed', { count: answer.value }) })
    return null
  }

  return (
    <>
      <button type="button" className={buttonClass()} onClick={() => setAsking(true)}>
        <RotateCcw className="size-4" aria-hidden />
        {t('webhookActions.replayFailed')}
      </button>
      {asking && (
        <ConfirmDialog title={t('webhookActions.replayFailedTitle')} onConfirm={confirm} onClose={() => setAsking(false)}>
          <p>{t('webhookActions.replayFailedText', { count })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
