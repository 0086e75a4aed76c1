'use client'

import { useOptimistic, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { Switch } from '@/app/_components/ui/switch'
import { toast } from '@/app/_components/ui/toast-store'
import { switchWebhookAction } from '@/app/portal/[brand]/(account)/webhooks/actions'

type Props = { webhook: { id: string; name: string }; on: boolean }

/** Switches a webhook on or off at once, and back again with the reason where the portal refuses. */
export function WebhookSwitch({ webhook, on }: Props) {
  const { t } = useWords()
  const [shown, show] = useOptimistic(on)
  const [pending, startTransition] = useTransition()
  const failureText = useFailureText()

  const turn = (wanted: boolean) =>
    startTransition(async () => {
      show(wanted)
      const refusal = await switchWebhookAction({ webhookId: webhook.id, on: wanted }).then(
        (result) => (result.ok ? null : failureText(result)),
        () => t('ui.unreachable'),
      )
      if (refusal) toast({ tone: 'danger', text: refusal })
      else toast({ tone: 'good', text: t(wanted ? 'webhookActions.switchedOn' : 'webhookActions.switchedOff') })
    })

  return (
    <span className="flex items-center gap-2.5">
      <span className="text-[13px]" aria-hidden>
        {t('webhookActions.switch')}
      </span>
      <Switch on={shown} label={t('webhookActions.switch')} description={webhook.name} busy={pending} onChange={turn} />
    </span>
  )
}
