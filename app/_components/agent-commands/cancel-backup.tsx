'use client'

import { CircleStop } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { cancelBackupAction } from '@/app/portal/[brand]/(account)/backups/running/actions'

type Props = { backupId: string; machineName: string; look: 'button' | 'icon' }

/** Has the agent stop a backup that runs, once that is confirmed. */
export function CancelBackup({ backupId, machineName, look }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState(false)
  const label = t('agentCommands.cancelBackup')

  async function confirm(): Promise<string | null> {
    const result = await cancelBackupAction({ backupId })
    if (!result.ok)
      return failureText(result, { not_running: t('agentCommands.notRunning'), contract_suspended: t('agentCommands.suspended') })
    toast({ tone: 'good', text: t('agentCommands.cancelAsked', { machine: machineName }) })
    return null
  }

  const shown =
    look === 'button'
      ? { className: buttonClass() }
      : { className: `${iconButtonClass} tooltip`, 'data-tooltip': label, 'aria-label': label, 'aria-description': machineName }
  return (
    <>
      <button type="button" onClick={() => setAsking(true)} {...shown}>
        <CircleStop className="size-4" aria-hidden />
        {look === 'button' && label}
      </button>
      {asking && (
        <ConfirmDialog
          title={t('agentCommands.cancelTitle', { machine: machineName })}
          danger
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <ul className="grid list-disc gap-1 pl-4">
            <li>{t('agentCommands.cancelStops')}</li>
            <li>{t('agentCommands.cancelKept')}</li>
            <li>{t('agentCommands.cancelNext')}</li>
          </ul>
        </ConfirmDialog>
      )}
    </>
  )
}
