'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { reactivateContractAction, suspendContractAction } from '@/app/portal/[brand]/(account)/contracts/actions'
import type { ActionContract } from './contract-actions'

/** Suspends a contract or lets it go on, and says what that does (requirements D2). */
export function SuspendContractDialog({ contract, onClose }: { contract: ActionContract; onClose: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  // The page may come back with the contract already turned while the dialog still stands.
  const [suspended] = useState(contract.suspended)
  const known = {
    already_suspended: t('contractActions.alreadySuspended'),
    not_suspended: t('contractActions.notSuspended'),
  }

  async function confirm(): Promise<string | null> {
    const turn = suspended ? reactivateContractAction : suspendContractAction
    const result = await turn({ contractId: contract.id })
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t(suspended ? 'contractActions.reactivated' : 'contractActions.suspended', { title: contract.title }) })
    return null
  }

  const title = t(suspended ? 'contractActions.reactivateTitle' : 'contractActions.suspendTitle', { title: contract.title })
  return (
    <ConfirmDialog title={title} onConfirm={confirm} onClose={onClose}>
      {suspended ? (
        <p>{t('contractActions.reactivateText')}</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-4">
          <li>{t('contractActions.suspendAgents', { count: contract.machineCount })}</li>
          <li>{t('contractActions.suspendAlerts')}</li>
          <li>{t('contractActions.suspendData')}</li>
        </ul>
      )}
    </ConfirmDialog>
  )
}
