'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { renewIdentificationKeyAction } from '@/app/portal/[brand]/(account)/machines/actions'
import type { InstallPlace } from '@/lib/kits/install-command'
import { InstallCommand } from './install-command'

type Props = { machineId: string; machineName: string }

/** Replaces a machine's key; the new one comes with the command that brings the machine back. */
export function RenewKey({ machineId, machineName }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [asking, setAsking] = useState(false)
  const [renewed, setRenewed] = useState<{ identificationKey: string; place: InstallPlace } | null>(null)

  async function renew(): Promise<string | null> {
    const answer = await renewIdentificationKeyAction({ machineId })
    if (!answer.ok) return failureText(answer)
    setRenewed(answer.value)
    return null
  }

  return (
    <>
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded-[4px] text-[12px] text-accent hover:underline"
        onClick={() => setAsking(true)}
      >
        <RotateCw className="size-3.5" aria-hidden />
        {t('machineActions.renewKey')}
      </button>
      {renewed && (
        <div role="status" className="mt-2 grid w-full gap-3">
          <p>{t('machineActions.keyRenewed')}</p>
          <InstallCommand {...renewed} />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t('machineActions.renewKeyTitle', { machine: machineName })}
          onConfirm={renew}
          onClose={() => setAsking(false)}
        >
          <p>{t('machineActions.renewKeyText')}</p>
          <p>{t('machineActions.renewKeyStays')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
