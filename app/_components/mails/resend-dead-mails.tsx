'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'

type Answer = { ok: true; value: number } | { ok: false; reason: string }

/** Queues every dead letter of the platform again, once that was confirmed. */
export function ResendDeadMails({ count, action }: { count: number; action: (input: Record<string, never>) => Promise<Answer> }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState(false)

  async function confirm(): Promise<string | null> {
    const result = await action({})
    if (!result.ok) return failureText(result)
    toast({ tone: 'good', text: t('mailActions.resentAll', { count: result.value }) })
    return null
  }

  return (
    <>
      <button type="button" className={buttonClass()} onClick={() => setAsking(true)}>
        <RotateCcw className="size-4" aria-hidden />
        {t('mailActions.resendAll')}
      </button>
      {asking && (
        <ConfirmDialog title={t('mailActions.resendAllTitle')} onConfirm={confirm} onClose={() => setAsking(false)}>
          <p>{t('mailActions.resendAllText', { count })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
