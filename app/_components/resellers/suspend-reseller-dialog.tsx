'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { reactivateResellerAction, suspendResellerAction } from '@/app/portal/[brand]/(operator)/operator/resellers/actions'
import type { ActionReseller } from './reseller-actions'

/** Shuts a reseller out or lets it back in, and says what that does (requirements G1). */
export function SuspendResellerDialog({ reseller, onClose }: { reseller: ActionReseller; onClose: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  // The page may come back with the reseller already turned while the dialog still stands.
  const [suspended] = useState(reseller.suspended)
  const { name } = reseller
  const known = { already_suspended: t('resellerActions.alreadySuspended'), not_suspended: t('resellerActions.notSuspended') }

  async function confirm(): Promise<string | null> {
    const turn = suspended ? reactivateResellerAction : suspendResellerAction
    const result = await turn({ resellerId: reseller.id })
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t(suspended ? 'resellerActions.reactivated' : 'resellerActions.suspended', { name }) })
    return null
  }

  const title = t(suspended ? 'resellerActions.reactivateTitle' : 'resellerActions.suspendTitle', { name })
  return (
    <ConfirmDialog title={title} danger={!suspended} onConfirm={confirm} onClose={onClose}>
      {suspended ? (
        <p>{t('resellerActions.reactivateText')}</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-4">
          <li>{t('resellerActions.suspendUsers')}</li>
          <li>{t('resellerActions.suspendAgents', { count: reseller.machineCount })}</li>
          <li>{t('resellerActions.suspendData')}</li>
        </ul>
      )}
    </ConfirmDialog>
  )
}
