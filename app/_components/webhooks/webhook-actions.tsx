'use client'

import { Pencil, Send, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { Link } from '@/app/_components/ui/link'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteWebhookAction, testWebhookAction } from '@/app/portal/[brand]/(account)/webhooks/actions'

/** What can be done with a webhook: a test, another address, an end. */
export function WebhookActions({ webhook: { id: webhookId, name } }: { webhook: { id: string; name: string } }) {
  const { t } = useWords()
  const router = useRouter()
  const failureText = useFailureText()
  const [deleting, setDeleting] = useState(false)
  const [pending, startTransition] = useTransition()

  const test = () =>
    startTransition(async () => {
      const answer = await testWebhookAction({ webhookId }).catch(() => null)
      if (answer?.ok) toast({ tone: 'good', text: t('webhookActions.tested') })
      else toast({ tone: 'danger', text: answer ? failureText(answer) : t('ui.unreachable') })
    })

  async function remove(): Promise<string | null> {
    const answer = await deleteWebhookAction({ webhookId })
    if (!answer.ok) return failureText(answer)
    toast({ tone: 'good', text: t('webhookActions.deleted', { name }) })
    router.replace('/webhooks')
    return null
  }

  return (
    <>
      <button type="button" className={buttonClass('primary')} onClick={test} disabled={pending} aria-busy={pending}>
        <Send className="size-4" aria-hidden />
        {pending ? t('ui.pending') : t('webhookActions.test')}
      </button>
      <Link href={`/webhooks/${webhookId}/edit`} className={buttonClass()}>
        <Pencil className="size-4" aria-hidden />
        {t('webhookActions.edit')}
      </Link>
      <button
        type="button"
        className={`${iconButtonClass} tooltip`}
        data-tooltip={t('webhookActions.delete')}
        aria-label={t('webhookActions.delete')}
        onClick={() => setDeleting(true)}
      >
        <Trash2 className="size-4" aria-hidden />
      </button>
      {deleting && (
        <ConfirmDialog title={t('webhookActions.deleteTitle', { name })} danger onConfirm={remove} onClose={() => setDeleting(false)}>
          <p>{t('webhookActions.deleteText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
