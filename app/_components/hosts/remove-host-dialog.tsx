'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { Dialog } from '@/app/_components/ui/dialog'
import { toast } from '@/app/_components/ui/toast-store'
import type { HostActions, ShownHost } from './host-actions'

type Props = { host: ShownHost; remove: HostActions['remove']; onClose: () => void }

/** Removes a host once its name has been typed out, and names what goes with it; a claim goes without that (requirements B6). */
export function RemoveHostDialog({ host: { id, host, verifiedAt, isLast, isHere }, remove, onClose }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const title = t('brandHosts.removeTitle', { host })
  const refused = isLast ? t('brandHosts.lastHost') : isHere ? t('brandHosts.removeHere') : null
  if (refused) {
    return (
      <Dialog title={title} onClose={onClose}>
        <p className="text-muted">{refused}</p>
        <div className="mt-4 flex justify-end">
          <button type="button" className={buttonClass()} onClick={onClose}>
            {t('brandHosts.close')}
          </button>
        </div>
      </Dialog>
    )
  }

  async function confirm(typed: string): Promise<string | null> {
    const result = await remove({ hostId: id, confirmation: verifiedAt ? typed : host })
    const known = { last_host: t('brandHosts.lastHost'), confirmation_differs: t('brandHosts.confirmationDiffers') }
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t('brandHosts.removed', { host }) })
    return null
  }
  return (
    <ConfirmDialog
      title={title}
      danger
      typed={verifiedAt ? { label: t('brandHosts.typeHost'), expected: host } : undefined}
      onConfirm={confirm}
      onClose={onClose}
    >
      {verifiedAt ? (
        <ul className="list-inside list-disc">
          <li>{t('brandHosts.removeUsers')}</li>
          <li>{t('brandHosts.removeAgents')}</li>
          <li>{t('brandHosts.removeLinks')}</li>
        </ul>
      ) : (
        <p>{t('brandHosts.removeClaim')}</p>
      )}
    </ConfirmDialog>
  )
}
