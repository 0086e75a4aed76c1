'use client'

import { HardDriveUpload } from 'lucide-react'
import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { backUpNowAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string /** It backs up, or is about to. */; busy: boolean }

/** Has the machine's agent back up; how that goes stands on the page. */
export function BackUpNow({ machineId, machineName, busy }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()
  const known = {
    already_asked: t('agentCommands.alreadyAsked'),
    already_running: t('agentCommands.alreadyRunning'),
    contract_suspended: t('agentCommands.suspended'),
  }

  const ask = () =>
    startTransition(async () => {
      const refusal = await backUpNowAction({ machineId }).then(
        (result) => (result.ok ? null : failureText(result, known)),
        () => t('ui.unreachable'),
      )
      toast(refusal ? { tone: 'danger', text: refusal } : { tone: 'good', text: t('agentCommands.asked', { machine: machineName }) })
    })

  return (
    <button type="button" onClick={ask} disabled={busy || pending} aria-busy={pending} className={buttonClass('primary')}>
      <HardDriveUpload className="size-4 max-sm:hidden" aria-hidden />
      {t('agentCommands.backUpNow')}
    </button>
  )
}
