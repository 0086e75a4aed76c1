'use client'

import { Pencil, Send, Trash2, UserRoundX } from 'lucide-react'
import { useState, useTransition } from 'react'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass, iconButtonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { toast } from '@/app/_components/ui/toast-store'
import { resendInvitationAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'
import { DeleteUserDialog } from './delete-user-dialog'
import { WithdrawInvitationDialog } from './withdraw-invitation-dialog'

export type ActionUser = { id: string; userName: string; displayName: string; email: string; isInvited: boolean }
type Props = { user: ActionUser; look: 'buttons' | 'icons' }

/** What can be done with a user (requirements B1): named buttons on its page, icons with tooltips in its row. */
export function UserActions({ user, look }: Props) {
  const { t } = useWords()
  const failureText = useAdministrationFailure()
  const [asking, setAsking] = useState<'deletion' | 'withdrawal' | null>(null)
  const [pending, startTransition] = useTransition()
  const shown = (label: string) =>
    look === 'buttons'
      ? { className: buttonClass() }
      : { className: `${iconButtonClass} tooltip`, 'data-tooltip': label, 'aria-label': label, 'aria-description': user.displayName }
  const text = (label: string) => look === 'buttons' && label
  const icon = look === 'buttons' ? 'size-4 max-sm:hidden' : 'size-4'
  const close = () => setAsking(null)

  const resend = () =>
    startTransition(async () => {
      const known = { already_accepted: t('userActions.alreadyAccepted') }
      const result = await resendInvitationAction({ userId: user.id }).catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('userActions.resent', { email: user.email }) })
      else toast({ tone: 'danger', text: result ? failureText(result, known) : t('ui.unreachable') })
    })

  return (
    <>
      <span className={look === 'icons' ? 'flex w-full justify-end gap-1.5' : 'contents'}>
        {user.isInvited && (
          <button type="button" onClick={resend} disabled={pending} aria-busy={pending} {...shown(t('userActions.resend'))}>
            <Send className={icon} aria-hidden />
            {text(t('userActions.resend'))}
          </button>
        )}
        {look === 'icons' && (
          <Link href={`/admin/users/${user.id}`} {...shown(t('userActions.edit'))}>
            <Pencil className={icon} aria-hidden />
          </Link>
        )}
        {user.isInvited ? (
          <button type="button" onClick={() => setAsking('withdrawal')} {...shown(t('userActions.withdraw'))}>
            <UserRoundX className={icon} aria-hidden />
            {text(t('userActions.withdraw'))}
          </button>
        ) : (
          <button type="button" onClick={() => setAsking('deletion')} {...shown(t('userActions.delete'))}>
            <Trash2 className={icon} aria-hidden />
            {text(t('userActions.delete'))}
          </button>
        )}
      </span>
      {asking === 'deletion' && <DeleteUserDialog user={user} onClose={close} />}
      {asking === 'withdrawal' && <WithdrawInvitationDialog user={user} onClose={close} />}
    </>
  )
}
