'use client'

import { ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { resetTwoStepsAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'

/** Opens the way to a user who has lost the authenticator and the recovery codes. */
export function ResetTwoStepsButton({ userId, name }: { userId: string; name: string }) {
  const { t } = useWords()
  const failureText = useAdministrationFailure()
  const [asking, setAsking] = useState(false)

  async function confirm(): Promise<string | null> {
    const result = await resetTwoStepsAction({ userId })
    if (!result.ok) return failureText(result, { not_on: t('userActions.twoStepsOff'), own: t('userActions.twoStepsOwn') })
    toast({ tone: 'good', text: t('userActions.twoStepsReset', { name }) })
    return null
  }

  return (
    <>
      <button type="button" className={buttonClass()} onClick={() => setAsking(true)}>
        <ShieldOff className="size-4" aria-hidden />
        {t('userActions.resetTwoSteps')}
      </button>
      {asking && (
        <ConfirmDialog title={t('userActions.resetTwoStepsTitle', { name })} danger onConfirm={confirm} onClose={() => setAsking(false)}>
          <p>{t('userActions.resetTwoStepsText', { name })}</p>
          <p>{t('userActions.resetTwoStepsThen')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
