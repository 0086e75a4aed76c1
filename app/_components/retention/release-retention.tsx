'use client'

import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ReasonDialog, type Refused } from '@/app/_components/ui/reason-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { releaseRetentionAction } from '@/app/portal/[brand]/(account)/machines/actions'

type Props = { machineId: string; machineName: string }

/** Lets a frozen history go on, for a reason that is kept. */
export function ReleaseRetention(props: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <div>
      <button type="button" className={buttonClass()} onClick={() => setOpen(true)}>
        {t('retentionActions.release')}
      </button>
      {open && <ReleaseDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  )
}

function ReleaseDialog({ machineId, machineName, onClose }: Props & { onClose: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const known = { not_frozen: t('retentionActions.notFrozen'), check_failed: t('retentionActions.checkFailed') }

  async function release(reason: string): Promise<Refused | null> {
    const result = await releaseRetentionAction({ machineId, reason })
    if (!result.ok)
      return result.reason === 'invalid' ? { invalid: ['reason'], text: null } : { invalid: [], text: failureText(result, known) }
    toast({ tone: 'good', text: t('retentionActions.released', { machine: machineName }) })
    return null
  }

  const [label, hint, invalid] = [t('retentionActions.reason'), t('retentionActions.reasonHint'), t('retentionActions.reasonInvalid')]
  return (
    <ReasonDialog
      title={t('retentionActions.releaseTitle', { machine: machineName })}
      reason={{ label, hint, invalid }}
      onConfirm={release}
      onClose={onClose}
    >
      {() => (
        <ul className="grid list-disc gap-1 pl-4 text-muted">
          <li>{t('retentionActions.releaseConsequence')}</li>
          <li>{t('retentionActions.releaseAccepted')}</li>
        </ul>
      )}
    </ReasonDialog>
  )
}
