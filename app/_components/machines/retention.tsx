'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { InlineNumber } from '@/app/_components/ui/inline-number'
import { toast } from '@/app/_components/ui/toast-store'
import { setMachineRetentionAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string; days: number; fixed: boolean }

const MOST_DAYS = 36_500

/** How long versions are kept; changed on the spot, except where the product fixes it (requirements D5). */
export function Retention({ machineId, machineName, days, fixed }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const shown = t('machineActions.retentionDays', { days })
  if (fixed) {
    return (
      <span className="tooltip" data-tooltip={t('machineActions.retentionFixed')} title={t('machineActions.retentionFixed')}>
        {shown}
        <span className="sr-only"> {t('machineActions.retentionFixed')}</span>
      </span>
    )
  }

  async function save(next: number, before: number | null): Promise<string | null> {
    const result = await setMachineRetentionAction({ machineId, retentionDays: next })
    if (!result.ok) return failureText(result, { fixed_by_product: t('machineActions.retentionFixed') })
    const back = before === null ? undefined : { label: t('ui.undo'), run: () => void undo(before) }
    toast({ tone: 'good', text: t('machineActions.retentionSet', { machine: machineName, days: next }), undo: back })
    return null
  }
  async function undo(before: number) {
    const refusal = await save(before, null).catch(() => t('ui.unreachable'))
    if (refusal) toast({ tone: 'danger', text: refusal })
  }

  return (
    <InlineNumber
      value={days}
      shown={shown}
      label={t('machineActions.retentionOf', { machine: machineName })}
      max={MOST_DAYS}
      onSave={(next) => save(next, days)}
    />
  )
}
