'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteUserAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import type { ActionUser } from './user-actions'

/** Deletes a user once its user name has been typed out, and says what goes and what stays (requirements B1, B6). */
export function DeleteUserDialog({ user, onClose }: { user: ActionUser; onClose: () => void }) {
  const { t } = useWords()
  const router = useRouter()
  const path = usePathname()
  const failureText = useAdministrationFailure()
  const name = user.displayName

  async function confirm(confirmation: string): Promise<string | null> {
    const result = await deleteUserAction({ userId: user.id, confirmation })
    const known = { confirmation_differs: t('userActions.confirmationDiffers'), last_administrator: t('userForm.lastAdministrator') }
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: t('userActions.deleted', { name }) })
    if (path.includes(user.id)) router.push('/admin/users')
    router.refresh()
    return null
  }

  const typed = { label: t('userActions.typeName'), expected: user.userName }
  return (
    <ConfirmDialog title={t('userActions.deleteTitle', { name })} typed={typed} danger onConfirm={confirm} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-4">
        <li>{t('userActions.deleteSessions')}</li>
        <li>{t('userActions.deleteKept')}</li>
      </ul>
    </ConfirmDialog>
  )
}
