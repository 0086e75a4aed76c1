'use client'

import { Eye, EyeOff, RotateCw } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { CopyButton } from '@/app/_components/ui/copy-button'
import { toast } from '@/app/_components/ui/toast-store'
import { revealSecretAction, rotateSecretAction } from '@/app/portal/[brand]/(account)/webhooks/actions'

const linkClass = 'inline-flex items-center gap-1 rounded-[4px] text-[12px] text-accent hover:underline'

/** Masked until it is asked for, which the audit log notes; a new one is shown at once. */
export function WebhookSecret({ webhookId, maskedSecret }: { webhookId: string; maskedSecret: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [secret, setSecret] = useState<string | null>(null)
  const [rotating, setRotating] = useState(false)
  const [pending, startTransition] = useTransition()

  const reveal = () =>
    startTransition(async () => {
      const answer = await revealSecretAction({ webhookId }).catch(() => null)
      if (answer?.ok) setSecret(answer.value)
      else toast({ tone: 'danger', text: answer ? failureText(answer) : t('ui.unreachable') })
    })

  async function rotate(): Promise<string | null> {
    const answer = await rotateSecretAction({ webhookId })
    if (!answer.ok) return failureText(answer)
    setSecret(answer.value)
    toast({ tone: 'good', text: t('webhookActions.rotated') })
    return null
  }

  return (
    <>
      <span className="grid justify-items-start gap-1">
        <code className={`font-mono font-normal text-[12.5px] [overflow-wrap:anywhere] ${secret ? 'select-all' : 'text-muted'}`}>
          {secret ?? maskedSecret}
        </code>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {secret === null ? (
            <button
              type="button"
              className={linkClass}
              title={t('webhookActions.audited')}
              onClick={reveal}
              disabled={pending}
              aria-busy={pending}
            >
              <Eye className="size-3.5" aria-hidden />
              {t('webhookActions.show')}
            </button>
          ) : (
            <>
              <CopyButton text={secret} label={t('webhookActions.copy')} compact />
              <button type="button" className={linkClass} onClick={() => setSecret(null)}>
                <EyeOff className="size-3.5" aria-hidden />
                {t('webhookActions.hide')}
              </button>
            </>
          )}
          <button type="button" className={linkClass} onClick={() => setRotating(true)}>
            <RotateCw className="size-3.5" aria-hidden />
            {t('webhookActions.rotate')}
          </button>
        </span>
      </span>
      {rotating && (
        <ConfirmDialog title={t('webhookActions.rotateTitle')} onConfirm={rotate} onClose={() => setRotating(false)}>
          <p>{t('webhookActions.rotateText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
