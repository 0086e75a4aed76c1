'use client'

import { RotateCcw } from 'lucide-react'
import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { replayDeliveryAction } from '@/app/portal/[brand]/(account)/webhooks/actions'

/** Posts a delivery again, at one click: its receiver knows the id. */
export function ReplayDelivery({ deliveryId }: { deliveryId: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()
  const known = { not_ended: t('webhookActions.notEnded'), off: t('webhookActions.off') }

  const replay = () =>
    startTransition(async () => {
      const answer = await replayDeliveryAction({ deliveryId }).catch(() => null)
      if (answer?.ok) toast({ tone: 'good', text: t('webhookActions.replayed') })
      else toast({ tone: 'danger', text: answer ? failureText(answer, known) : t('ui.unreachable') })
    })

  return (
    <button type="button" className={buttonClass()} onClick={replay} disabled={pending} aria-busy={pending}>
      <RotateCcw className="size-4" aria-hidden />
      {t('webhookActions.replay')}
    </button>
  )
}
