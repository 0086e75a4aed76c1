'use client'

import { useOptimistic, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { Switch } from '@/app/_components/ui/switch'
import { toast } from '@/app/_components/ui/toast-store'
import { setMachineAlertAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string; alert: 'backup' | 'missed'; on: boolean }

/** Turns at once, and back again with the reason where the portal refuses (requirements D4). */
export function AlertSwitch({ machineId, machineName, alert, on }: Props) {
  const { t } = useWords()
  const [shown, show] = useOptimistic(on)
  const [pending, startTransition] = useTransition()
  const failureText = useFailureText()
  const label = t(alert === 'backup' ? 'machineActions.backupAlert' : 'machineActions.missedAlert')

  const turn = (wanted: boolean) =>
    startTransition(async () => {
      show(wanted)
      const refusal = await setMachineAlertAction({ machineId, alert, on: wanted }).then(
        (result) => (result.ok ? null : failureText(result)),
        () => t('ui.unreachable'),
      )
      if (refusal)
        toast({ tone: 'danger', text: t('machineActions.alertRefused', { alert: label, machine: machineName, reason: refusal }) })
    })

  return <Switch on={shown} label={label} description={machineName} busy={pending} onChange={turn} />
}
