'use client'

import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { followContractAction } from '@/app/portal/[brand]/(account)/machines/[id]/configuration/actions'
import { StepDialog } from './step-dialog'

type Props = { machineId: string; machineName: string; baseVersion: number }

/** Gives up a machine's own file for its contract's default. */
export function FollowContract({ machineId, machineName, baseVersion }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setAsking(true)} className={buttonClass()}>
        <Undo2 className="size-4 max-sm:hidden" aria-hidden />
        {t('config.follow')}
      </button>
      {asking && (
        <StepDialog
          title={t('config.followTitle')}
          done={t('config.followed', { machine: machineName })}
          take={(accepted) => followContractAction({ machineId, baseVersion, accepted })}
          to={`/machines/${machineId}/configuration`}
          onClose={() => setAsking(false)}
        >
          <p>{t('config.followText', { machine: machineName })}</p>
        </StepDialog>
      )}
    </>
  )
}
