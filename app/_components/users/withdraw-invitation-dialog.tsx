'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { withdrawInvitationAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import type { ActionUser } from './user-actions'

export function WithdrawInvitationDialog({ user, onClose }: { user: ActionUser; onClose: () => void }) {
  const { t } = useWords()
  const router = useRouter()
  const path = usePathname()
  const failureText = useAdministrationFailure()
  const name = user.displayName

  async function confirm(): Promise<string | null> {
    const result = await withdrawInvitationAction({ userId: user.id })
    if (!result.ok) return failureText(result, { already_accepted: t('userActions.alreadyAccepted') })
    toast({ tone: 'good', text: t('userActions.withdrawn', { name }) })
    if (path.includes(user.id)) router.push('/admin/users')
    router.refresh()
    return null
  }

  return (
    <ConfirmDialog title={t('userActions.withdrawTitle', { name })} danger onConfirm={confirm} onClose={onClose}>
      <p>{t('userActions.withdrawText', { email: user.email })}</p>
    </ConfirmDialog>
  )
}
