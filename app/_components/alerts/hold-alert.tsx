'use client'

import { BellOff, BellRing, Hand } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { iconButtonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { resumeAlertAction } from '@/app/portal/[brand]/(account)/alerts/actions'
import { HoldDialog, type HoldKind } from './hold-dialog'

type Props = { alertId: string; name: string; held: boolean }

/** Takes an episode in hand, lets it rest, or gives it back. */
export function HoldAlert({ alertId, name, held }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState<HoldKind | null>(null)
  const [pending, startTransition] = useTransition()

  const resume = () =>
    startTransition(async () => {
      const result = await resumeAlertAction({ alertId }).catch(() => null)
      if (result?.ok) return toast({ tone: 'good', text: t('alertActions.resumed') })
      toast({ tone: 'danger', text: result ? failureText(result, { closed: t('alertActions.closed') }) : t('ui.unreachable') })
    })

  const actions = held
    ? ([['resume', BellRing, resume]] as const)
    : ([
        ['acknowledge', Hand, () => setAsking('acknowledge')],
        ['snooze', BellOff, () => setAsking('snooze')],
      ] as const)
  return (
    <span className="inline-flex gap-1.5">
      {actions.map(([action, Icon, run]) => (
        <button
          key={action}
          type="button"
          className={`${iconButtonClass} tooltip`}
          data-tooltip={t(`alertActions.${action}`)}
          aria-label={t(`alertActions.${action}`)}
          aria-description={name}
          disabled={pending}
          onClick={run}
        >
          <Icon className="size-4" aria-hidden />
        </button>
      ))}
      {asking && <HoldDialog kind={asking} alertId={alertId} name={name} onClose={() => setAsking(null)} />}
    </span>
  )
}
