import { Activity, ChartColumn, FileText, History, LayoutGrid, Mail, Package, ScrollText, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandLink } from '@/app/_components/brand/brand-link'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { wordsOf } from '@/app/_components/i18n/request'
import { SearchPalette } from '@/app/_components/search/search-palette'
import { AccessBar } from '@/app/_components/support/access-bar'
import { accessView } from '@/app/_components/support/access-view'
import { VisitBar } from '@/app/_components/support/visit-bar'
import { Toaster } from '@/app/_components/ui/toaster'
import { WebhooksLink } from '@/app/_components/webhooks/webhooks-link'
import { countForNavigation } from '@/lib/alerts/queries'
import { canReadAudit } from '@/lib/audit/policy'
import { administers } from '@/lib/auth/administration'
import { currentBrand, requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'
import { listSpacesToEnter } from '@/lib/spaces/queries'
import { canEndSupportAccess } from '@/lib/support/policy'
import { findOpenAccess } from '@/lib/support/queries'
import { canManageWebhooks } from '@/lib/webhooks/policy'
import { AdministrationLinks } from './administration-links'
import { NavCounts } from './nav-counts'
import { CountedNavLink, NavLink } from './nav-link'
import { Shell } from './shell'
import { SpaceBanner } from './space-banner'
import { SpaceSwitcher } from './space-switcher'
import { viewKey } from './view-key'

const namespaces = ['navigation', 'palette', 'support', 'ui'] as const

/** What stands around every page of a reseller's user: the two parts of the tool, as far as they are there for it (requirements A5, A6). */
export async function AccountShell({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const t = translator(actor.locale)
  const [brand, counts, spaces, access] = await Promise.all([
    currentBrand(),
    countForNavigation(actor, clock.now()),
    administers(actor) ? listSpacesToEnter(actor) : [],
    findOpenAccess(actor, clock.now()),
  ])
  // While a space is used the tool is as the space sees it, which has no Administration.
  const showsAdministration = administers(actor) && actor.acting === null
  const pages = [
    { href: '/control-room', label: t('shell.controlRoom') },
    { href: '/contracts', label: t('shell.contracts') },
    { href: '/backups/running', label: t('shell.runningBackups') },
    { href: '/alerts', label: t('shell.alerts') },
    { href: '/statistics', label: t('shell.statistics') },
    { href: '/logs', label: t('shell.logs') },
    { href: '/mails', label: t('shell.mails') },
    { href: '/kits', label: t('shell.kits') },
    ...(canManageWebhooks(actor) ? [{ href: '/webhooks', label: t('webhooks.heading') }] : []),
    ...(canReadAudit(actor) ? [{ href: '/audit', label: t('shell.audit') }] : []),
    ...(showsAdministration
      ? [
          { href: '/admin/users', label: t('administration.users') },
          { href: '/admin/spaces', label: t('administration.spaces') },
        ]
      : []),
  ]
  const texts = compiledMessages(actor.locale, namespaces)
  // Who looks in for the support is told why every change is refused, and not to ask an administrator for the right.
  const messages = actor.support ? { ...texts, 'ui.forbidden': texts['support.readOnly'] ?? '' } : texts
  return (
    <LanguageProvider locale={actor.locale} timeZone={actor.account.timeZone} messages={messages}>
      <NavCounts initial={counts} view={viewKey(actor)}>
        <Shell
          actor={actor}
          brand={brand}
          part={t('shell.account')}
          detail={actor.account.resellerName}
          search={<SearchPalette pages={pages} />}
          scope={spaces.length > 1 && <SpaceSwitcher spaces={spaces} acting={actor.acting} t={t} />}
          banner={<SpaceBanner actor={actor} t={t} />}
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
              <NavLink href="/mails">
                <Mail className="size-4" aria-hidden />
                {t('shell.mails')}
              </NavLink>
              <NavLink href="/kits">
                <Package className="size-4" aria-hidden />
                {t('shell.kits')}
              </NavLink>
              <BrandLink actor={actor} brand={brand} t={t} />
              <WebhooksLink actor={actor} t={t} />
              {canReadAudit(actor) && (
                <NavLink href="/audit">
                  <History className="size-4" aria-hidden />
                  {t('shell.audit')}
                </NavLink>
              )}
              {showsAdministration && <AdministrationLinks t={t} />}
            </>
          }
        >
          {children}
        </Shell>
      </NavCounts>
      {actor.support ? (
        <VisitBar visit={actor.support} account={actor.account.resellerName} words={wordsOf(actor)} />
      ) : (
        <AccessBar initial={accessView(access)} mayEnd={canEndSupportAccess(actor)} />
      )}
      <Toaster />
    </LanguageProvider>
  )
}
