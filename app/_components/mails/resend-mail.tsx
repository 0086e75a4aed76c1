'use client'

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'

type Answer = { ok: true } | { ok: false; reason: string }
type Props = {
  mail: { id: string; subject: string; recipient: string }
  action: (input: { mailId: string }) => Promise<Answer>
}

/** Sends a mail again that failed or came back, once that was confirmed. */
export function ResendMail({ mail, action }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState(false)
  const known = {
    not_failed: t('mailActions.notFailed'),
    forgotten: t('mailActions.forgotten'),
    invalid_address: t('mailActions.invalidAddress'),
  }

  async function confirm(): Promise<string | null> {
    const result = await action({ mailId: mail.id })
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t('mailActions.resent') })
    return null
  }

  return (
    <>
      <button type="button" className={buttonClass()} onClick={() => setAsking(true)}>
        <RotateCcw className="size-4" aria-hidden />
        {t('mailActions.resend')}
      </button>
      {asking && (
        <ConfirmDialog title={t('mailActions.resendTitle')} onConfirm={confirm} onClose={() => setAsking(false)}>
          <p className="[overflow-wrap:anywhere]">{t('mailActions.resendText', { subject: mail.subject, recipient: mail.recipient })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
