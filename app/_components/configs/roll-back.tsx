'use client'

import { History } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { rollBackContractConfigAction } from '@/app/portal/[brand]/(account)/contracts/[id]/configuration/actions'
import { rollBackConfigAction } from '@/app/portal/[brand]/(account)/machines/[id]/configuration/actions'
import { StepDialog } from './step-dialog'

export type ConfigOwner = { kind: 'machine' | 'contract'; id: string }
type Props = { owner: ConfigOwner; version: number; baseVersion: number; path: string }

/** Brings an earlier file back as a new version. */
export function RollBack({ owner, version, baseVersion, path }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const take = (accepted: string | null) =>
    owner.kind === 'machine'
      ? rollBackConfigAction({ machineId: owner.id, version, baseVersion, accepted })
      : rollBackContractConfigAction({ contractId: owner.id, version, baseVersion, accepted })
  return (
    <>
      <button type="button" onClick={() => setAsking(true)} className={buttonClass()}>
        <History className="size-4" aria-hidden />
        {t('config.rollBack')}
      </button>
      {asking && (
        <StepDialog
          title={t('config.rollBackTitle', { version })}
          done={t('config.rolledBack', { version })}
          take={take}
          to={path}
          onClose={() => setAsking(false)}
        >
          <p>{t('config.rollBackText')}</p>
        </StepDialog>
      )}
    </>
  )
}
