'use client'

import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { InlineNumber } from '@/app/_components/ui/inline-number'
import { toast } from '@/app/_components/ui/toast-store'
import { setMachineMissedAfterAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string; override: number | null; resellerDays: number }

const MOST_DAYS = 365

/** After how many days without a backup the machine is in alert: its own number, or the reseller's (requirements E2). */
export function MissedAfter({ machineId, machineName, override, resellerDays }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()
  const days = (count: number) => t('machineActions.days', { count })

  async function save(next: number | null, undo: boolean): Promise<string | null> {
    const result = await setMachineMissedAfterAction({ machineId, days: next })
    if (!result.ok) return failureText(result)
    const text = t('machineActions.missedAfterSet', { machine: machineName, days: days(next ?? resellerDays) })
    toast({ tone: 'good', text, undo: undo ? { label: t('ui.undo'), run: () => set(override, false) } : undefined })
    return null
  }
  const set = (next: number | null, undo: boolean) =>
    startTransition(async () => {
      const refusal = await save(next, undo).catch(() => t('ui.unreachable'))
      if (refusal) toast({ tone: 'danger', text: refusal })
    })

  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <InlineNumber
        value={override ?? resellerDays}
        shown={override === null ? t('machineActions.missedAfterReseller', { days: days(resellerDays) }) : days(override)}
        label={t('machineActions.missedAfterOf', { machine: machineName })}
        max={MOST_DAYS}
        onSave={(next) => save(next, true)}
      />
      {override !== null && (
        <button
          type="button"
          className="rounded-[4px] text-[13px] text-accent hover:underline"
          disabled={pending}
          aria-busy={pending}
          onClick={() => set(null, true)}
        >
          {t('machineActions.missedAfterReset', { days: days(resellerDays) })}
        </button>
      )}
    </span>
  )
}
