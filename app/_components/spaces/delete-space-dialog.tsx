'use client'

import { useState } from 'react'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { Dialog } from '@/app/_components/ui/dialog'
import { Link } from '@/app/_components/ui/link'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import type { SpaceRow } from '@/lib/spaces/types'

type Props = { space: SpaceRow; onClose: () => void }

/** Deletes an empty space, or says why it cannot be deleted and where to begin (requirements B6). */
export function DeleteSpaceDialog({ space, onClose }: Props) {
  // The list may come back with the space changed while the dialog still stands.
  const [shown] = useState(space)
  const isHeld = shown.isDefault || shown.contractCount > 0 || shown.userCount > 0
  return isHeld ? <KeptDialog space={shown} onClose={onClose} /> : <ConfirmDeletion space={shown} onClose={onClose} />
}

function ConfirmDeletion({ space: { id, name, allocatedBytes }, onClose }: Props) {
  const { t, f } = useWords()
  const failureText = useAdministrationFailure()

  async function confirm(): Promise<string | null> {
    const result = await deleteSpaceAction({ spaceId: id })
    const known = {
      is_default: t('spaceActions.isDefault'),
      has_contracts: t('spaceActions.hasContractsNow'),
      has_users: t('spaceActions.hasUsersNow'),
    }
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t('spaceActions.deleted', { name }) })
    return null
  }

  return (
    <ConfirmDialog title={t('spaceActions.deleteTitle', { name })} danger onConfirm={confirm} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-4">
        {allocatedBytes > 0 && <li>{t('spaceActions.deleteVolume', { volume: f.bytes(allocatedBytes) })}</li>}
        <li>{t('spaceActions.deleteUsing')}</li>
      </ul>
    </ConfirmDialog>
  )
}

function KeptDialog({ space: { id, name, isDefault, contractCount, userCount }, onClose }: Props) {
  const { t } = useWords()
  return (
    <Dialog title={t('spaceActions.keptTitle', { name })} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-4 text-muted">
        {isDefault && <li>{t('spaceActions.isDefault')}</li>}
        {!isDefault && contractCount > 0 && <li>{t('spaceActions.hasContracts', { count: contractCount })}</li>}
        {!isDefault && userCount > 0 && <li>{t('spaceActions.hasUsers', { count: userCount })}</li>}
      </ul>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        {!isDefault && contractCount > 0 && (
          <Link href={`/contracts?space=${id}`} className={buttonClass()}>
            {t('spaceActions.seeContracts')}
          </Link>
        )}
        {!isDefault && userCount > 0 && (
          <Link href={`/admin/users?q=${encodeURIComponent(name)}`} className={buttonClass()}>
            {t('spaceActions.seeUsers')}
          </Link>
        )}
        <button type="button" className={buttonClass('primary')} onClick={onClose}>
          {t('spaceActions.close')}
        </button>
      </div>
    </Dialog>
  )
}
