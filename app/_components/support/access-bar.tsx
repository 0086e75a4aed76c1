'use client'

import { useCallback, useEffect, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { toast } from '@/app/_components/ui/toast-store'
import { endSupportAccessAction } from '@/app/portal/[brand]/(account)/support-access/actions'
import type { AccessView } from './access-view'
import { barButtonClass, SupportBar } from './bar'

const LOOK_MILLISECONDS = 15_000

/** Tells every user of the account that the support looks in, until when and by whose code; administrators may end it (requirements G3). */
export function AccessBar({ initial, mayEnd }: { initial: AccessView; mayEnd: boolean }) {
  const { t, f } = useWords()
  const failureText = useFailureText()
  const [access, setAccess] = useState(initial)
  const [pending, startTransition] = useTransition()

  const look = useCallback(async () => {
    const answer = await fetch('/support-access').catch(() => null)
    if (answer?.ok) setAccess(await answer.json())
  }, [])
  useEffect(() => {
    const lookWhenSeen = () => document.hidden || look()
    const timer = setInterval(lookWhenSeen, LOOK_MILLISECONDS)
    document.addEventListener('visibilitychange', lookWhenSeen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', lookWhenSeen)
    }
  }, [look])

  const end = (accessId: string) =>
    startTransition(async () => {
      const result = await endSupportAccessAction({ accessId }).catch(() => null)
      if (result?.ok) toast({ tone: 'good', text: t('support.ended') })
      else toast({ tone: 'danger', text: result ? failureText(result, { ended: t('support.already') }) : t('ui.unreachable') })
      await look()
    })

  return (
    <div role="status">
      {access && (
        <SupportBar
          text={t('support.looking', { time: f.time(access.expiresAt) })}
          detail={t('support.who', { operator: access.operatorName, user: access.grantedByName })}
        >
          {mayEnd && (
            <button type="button" className={barButtonClass} onClick={() => end(access.id)} disabled={pending} aria-busy={pending}>
              {t('support.end')}
            </button>
          )}
        </SupportBar>
      )}
    </div>
  )
}
