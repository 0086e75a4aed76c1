import { Building2, Headset, HeartPulse, History, Mail, Palette } from 'lucide-react'
import type { ReactNode } from 'react'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { NavLink } from '@/app/_components/shell/nav-link'
import { Shell } from '@/app/_components/shell/shell'
import { Toaster } from '@/app/_components/ui/toaster'
import { currentBrand, requireOperator } from '@/lib/auth/gate'
import { serverTimeZone } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const actor = await requireOperator()
  const t = translator(actor.locale)
  return (
    <LanguageProvider locale={actor.locale} timeZone={serverTimeZone()} messages={compiledMessages(actor.locale, ['ui'])}>
      <Shell
        actor={actor}
        brand={await currentBrand()}
        part={t('shell.operator')}
        detail={t('shell.operatorTimes', { zone: serverTimeZone() })}
        links={
          <>
            <NavLink href="/operator" alone also={['/operator/resellers']}>
              <Building2 className="size-4" aria-hidden />
              {t('shell.resellers')}
            </NavLink>
            <NavLink href="/operator/brands">
              <Palette className="size-4" aria-hidden />
              {t('brands.heading')}
            </NavLink>
            <NavLink href="/operator/health">
              <HeartPulse className="size-4" aria-hidden />
              {t('shell.health')}
            </NavLink>
            <NavLink href="/operator/support">
              <Headset className="size-4" aria-hidden />
              {t('shell.support')}
            </NavLink>
            <NavLink href="/operator/mails">
              <Mail className="size-4" aria-hidden />
              {t('shell.mails')}
            </NavLink>
            <NavLink href="/operator/audit">
              <History className="size-4" aria-hidden />
              {t('shell.audit')}
            </NavLink>
          </>
        }
      >
        {children}
      </Shell>
      <Toaster />
    </LanguageProvider>
  )
}
