import { Activity, FileText, LayoutGrid } from 'lucide-react'
import type { ReactNode } from 'react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { NavLink } from '@/app/_components/shell/nav-link'
import { Shell } from '@/app/_components/shell/shell'
import { currentBrand, requireUser } from '@/lib/auth/gate'
import { translator } from '@/lib/i18n/translator'

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={{}}>
      <Shell
        actor={actor}
        brand={await currentBrand()}
        part={t('shell.account')}
        detail={actor.account.resellerName}
        links={
          <>
            <NavLink href="/control-room">
              <LayoutGrid className="size-4" aria-hidden />
              {t('shell.controlRoom')}
            </NavLink>
            <NavLink href="/contracts" also={['/machines']}>
              <FileText className="size-4" aria-hidden />
              {t('shell.contracts')}
            </NavLink>
            <NavLink href="/backups/running" also={['/backups']}>
              <Activity className="size-4" aria-hidden />
              {t('shell.runningBackups')}
            </NavLink>
          </>
        }
      >
        {children}
      </Shell>
    </LanguageProvider>
  )
}
