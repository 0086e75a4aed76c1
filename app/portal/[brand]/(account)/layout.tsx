import { Activity, ChartColumn, FileText, LayoutGrid, ScrollText, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandLink } from '@/app/_components/brand/brand-link'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { SearchPalette } from '@/app/_components/search/search-palette'
import { NavCounts } from '@/app/_components/shell/nav-counts'
import { CountedNavLink, NavLink } from '@/app/_components/shell/nav-link'
import { Shell } from '@/app/_components/shell/shell'
import { Toaster } from '@/app/_components/ui/toaster'
import { countForNavigation } from '@/lib/alerts/queries'
import { currentBrand, requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'

const namespaces = ['navigation', 'palette', 'ui'] as const

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const brand = await currentBrand()
  const t = translator(actor.locale)
  const pages = [
    { href: '/control-room', label: t('shell.controlRoom') },
    { href: '/contracts', label: t('shell.contracts') },
    { href: '/backups/running', label: t('shell.runningBackups') },
    { href: '/alerts', label: t('shell.alerts') },
    { href: '/statistics', label: t('shell.statistics') },
    { href: '/logs', label: t('shell.logs') },
  ]
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <NavCounts initial={await countForNavigation(actor, clock.now())}>
        <Shell
          actor={actor}
          brand={brand}
          part={t('shell.account')}
          detail={actor.account.resellerName}
          search={<SearchPalette pages={pages} />}
          links={
            <>
              <NavLink href="/control-room">
                <LayoutGrid className="size-4" aria-hidden />
                {t('shell.controlRoom')}
              </NavLink>
              <CountedNavLink href="/contracts" also={['/machines']} count="contracts">
                <FileText className="size-4" aria-hidden />
                {t('shell.contracts')}
              </CountedNavLink>
              <CountedNavLink href="/backups/running" also={['/backups']} count="running">
                <Activity className="size-4" aria-hidden />
                {t('shell.runningBackups')}
              </CountedNavLink>
              <CountedNavLink href="/alerts" count="inAlert">
                <TriangleAlert className="size-4" aria-hidden />
                {t('shell.alerts')}
              </CountedNavLink>
              <NavLink href="/statistics">
                <ChartColumn className="size-4" aria-hidden />
                {t('shell.statistics')}
              </NavLink>
              <NavLink href="/logs">
                <ScrollText className="size-4" aria-hidden />
                {t('shell.logs')}
              </NavLink>
              <BrandLink actor={actor} brand={brand} t={t} />
            </>
          }
        >
          {children}
        </Shell>
      </NavCounts>
      <Toaster />
    </LanguageProvider>
  )
}
