import type { Words } from '@/app/_components/i18n/request'
import { quitSupportAction } from '@/app/portal/[brand]/(account)/support-access/actions'
import type { SupportVisit } from '@/lib/auth/types'
import { barButtonClass, SupportBar } from './bar'

type Props = { visit: SupportVisit; account: string; words: Words }

/** What an operator sees who looks into an account: whose it is, until when, and the way out (requirements G3). */
export function VisitBar({ visit, account, words: { t, f } }: Props) {
  return (
    <SupportBar
      text={t('support.visiting', { account, time: f.time(visit.expiresAt.getTime()) })}
      detail={t('support.visitingHow', { user: visit.grantedByName })}
    >
      <form action={quitSupportAction}>
        <button type="submit" className={barButtonClass}>
          {t('support.quit')}
        </button>
      </form>
    </SupportBar>
  )
}
