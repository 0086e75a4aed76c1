'use client'

import { MailPlus } from 'lucide-react'
import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { iconButtonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { resendInvitationAction } from '@/app/portal/[brand]/(operator)/operator/resellers/actions'

/** Sends an invited user a new link. */
export function ResendButton({ userId, name }: { userId: string; name: string }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()
  const label = t('resellerActions.resend')
  const resend = () =>
    startTransition(async () => {
      const result = await resendInvitationAction({ userId }).catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('resellerActions.resent', { name }) })
      else {
        const known = { already_accepted: t('resellerActions.alreadyAccepted') }
        toast({ tone: 'danger', text: result ? failureText(result, known) : t('ui.unreachable') })
      }
    })
  return (
    <button
      type="button"
      className={`${iconButtonClass} tooltip`}
      data-tooltip={label}
      aria-label={label}
      aria-description={name}
      onClick={resend}
      disabled={pending}
      aria-busy={pending}
    >
      <MailPlus className="size-4" aria-hidden />
    </button>
  )
}
