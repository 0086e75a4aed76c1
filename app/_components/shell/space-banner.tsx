import { Layers, LogOut, TriangleAlert } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { forgetLostSpaceAction, leaveSpaceAction } from '@/app/portal/[brand]/(admin)/admin/spaces/actions'
import type { UserActor } from '@/lib/auth/types'
import type { Translate } from '@/lib/i18n/translator'

const barClass = 'flex flex-wrap items-center gap-x-3 gap-y-2 border-transparent border-b bg-warning-soft px-3 py-2 text-warning sm:px-5'

/** Says on every page that the portal is shown as one space sees it, and leads back (requirements B5). */
export function SpaceBanner({ actor: { acting, lostSpaceName }, t }: { actor: UserActor; t: Translate }) {
  if (acting) {
    return (
      <section aria-label={t('acting.label')} className={barClass}>
        <Layers className="size-4 shrink-0" aria-hidden />
        <p className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
          <strong className="font-semibold">{t('acting.using', { space: acting.spaceName })}.</strong>{' '}
          <span className="max-sm:hidden">{t('acting.usingText')}</span>
        </p>
        <form action={leaveSpaceAction}>
          <button type="submit" className={buttonClass()}>
            <LogOut className="size-4" aria-hidden />
            {t('acting.leave')}
          </button>
        </form>
      </section>
    )
  }
  if (lostSpaceName === null) return null
  return (
    <section aria-label={t('acting.label')} className={barClass}>
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <p role="status" className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
        {t('acting.lost', { space: lostSpaceName })}
      </p>
      <form action={forgetLostSpaceAction}>
        <button type="submit" className={buttonClass()}>
          {t('acting.understood')}
        </button>
      </form>
    </section>
  )
}
