'use client'

import { useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { toast } from '@/app/_components/ui/toast-store'
import { endAccessAction, visitAccountAction } from '@/app/portal/[brand]/(operator)/operator/support/actions'

type Props = { accessId: string; account: string; mayVisit: boolean }

/** Looks at the account, for who opened the access, or ends it, for any operator. */
export function AccessActions({ accessId, account, mayVisit }: Props) {
  const { t } = useWords()
  const failureText = useFailureText()
  const [pending, startTransition] = useTransition()

  const visit = () =>
    startTransition(async () => {
      const result = await visitAccountAction({ accessId }).catch(() => null)
      if (result?.ok) window.location.assign(result.value)
      else toast({ tone: 'danger', text: result ? failureText(result) : t('ui.unreachable') })
    })
  const end = () =>
    startTransition(async () => {
      const result = await endAccessAction({ accessId }).catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('supportDesk.ended', { account }) })
      else toast({ tone: 'danger', text: result ? failureText(result, { ended: t('supportDesk.already') }) : t('ui.unreachable') })
    })

  return (
    <span className="flex w-full flex-wrap justify-end gap-1.5">
      {mayVisit && (
        <button type="button" className={buttonClass('primary')} aria-description={account} onClick={visit} disabled={pending}>
          {t('supportDesk.visit')}
        </button>
      )}
      <button type="button" className={buttonClass()} aria-description={account} onClick={end} disabled={pending}>
        {t('supportDesk.end')}
      </button>
    </span>
  )
}
