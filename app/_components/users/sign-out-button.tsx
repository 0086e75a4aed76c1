'use client'

import { LogOut } from 'lucide-react'
import { useTransition } from 'react'
import { useAdministrationFailure } from '@/app/_components/administration/administration-failure'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { signUserOutAction } from '@/app/portal/[brand]/(admin)/admin/users/actions'

/** Ends the sessions of a user on all its browsers. */
export function SignOutButton({ userId, name }: { userId: string; name: string }) {
  const { t } = useWords()
  const failureText = useAdministrationFailure()
  const [pending, startTransition] = useTransition()

  const signOut = () =>
    startTransition(async () => {
      const result = await signUserOutAction({ userId }).catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('userActions.signedOut', { name, count: result.value.sessions }) })
      else toast({ tone: 'danger', text: result ? failureText(result) : t('ui.unreachable') })
    })

  return (
    <button type="button" className={buttonClass()} disabled={pending} aria-busy={pending} onClick={signOut}>
      <LogOut className="size-4" aria-hidden />
      {t('userActions.signOut')}
    </button>
  )
}
