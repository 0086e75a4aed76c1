import { ShieldCheck, ShieldOff } from 'lucide-react'
import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { EmailForm } from '@/app/_components/profile/email-form'
import { IdentityForm } from '@/app/_components/profile/identity-form'
import { freshForm } from '@/app/_components/profile/own-form-state'
import { ownWords } from '@/app/_components/profile/own-words'
import { PasswordForm } from '@/app/_components/profile/password-form'
import { SessionTable } from '@/app/_components/profile/session-table'
import { buttonClass } from '@/app/_components/ui/button'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Notice } from '@/app/_components/ui/notice'
import { PageHeader } from '@/app/_components/ui/page-header'
import { Panel } from '@/app/_components/ui/panel'
import { requireSignedIn } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getProfile, listOwnSessions } from '@/lib/profile/queries'
import { changeEmailAction, changePasswordAction, endOtherSessionsAction, endSessionAction, updateProfileAction } from './actions'

type Props = { searchParams: Promise<{ saved?: string }> }

const namespaces = ['ui', 'profile', 'ownForm', 'passwordRule'] as const
const NOTICES = ['profile', 'email', 'password', 'twoStepsOff', 'session', 'sessions'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('profile.heading') }
}

export default async function ProfilePage({ searchParams }: Props) {
  const [actor, { saved }, now] = [await requireSignedIn(), await searchParams, clock.now()]
  const [profile, sessions] = await Promise.all([getProfile(actor), listOwnSessions(actor, now)])
  const { t, f, timeZone } = ownWords(actor)
  const notice = NOTICES.find((name) => name === saved)
  const { userName, displayName, email, locale, twoStepsSince } = profile
  return (
    <LanguageProvider locale={actor.locale} timeZone={timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <PageHeader title={t('profile.heading')} />
      {notice && <Notice>{t(`profile.saved.${notice}`)}</Notice>}
      <div className="grid items-start gap-3.5 xl:grid-cols-3 md:grid-cols-2">
        <Panel title={t('profile.identity')} titleId="identity">
          <IdentityForm action={updateProfileAction} start={freshForm({ displayName, locale })} userName={userName} />
        </Panel>
        <Panel title={t('profile.email')} titleId="email">
          <EmailForm key={email} action={changeEmailAction} start={freshForm()} email={email} />
        </Panel>
        <Panel title={t('profile.password')} titleId="password">
          <PasswordForm action={changePasswordAction} userName={userName} />
        </Panel>
      </div>
      <Panel
        title={t('profile.twoSteps')}
        titleId="two-steps"
        aside={
          <Chip icon={twoStepsSince ? ShieldCheck : ShieldOff} tone={twoStepsSince ? 'good' : 'neutral'}>
            {t(twoStepsSince ? 'profile.on' : 'profile.off')}
          </Chip>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <p className="max-w-prose text-muted">
            {twoStepsSince
              ? `${t('profile.twoStepsOn', { date: f.date(twoStepsSince.getTime()) })} ${t('profile.codesLeft', { count: profile.recoveryCodesLeft })}`
              : t('profile.twoStepsOff')}
          </p>
          <Link href="/profile/two-steps" className={`${buttonClass()} ml-auto`}>
            {t(twoStepsSince ? 'profile.manage' : 'profile.setUp')}
          </Link>
        </div>
      </Panel>
      <Panel title={t('profile.sessions')} titleId="sessions" hint={t('profile.sessionsHint')}>
        <SessionTable sessions={sessions} now={now} t={t} f={f} end={endSessionAction} endOthers={endOtherSessionsAction} />
      </Panel>
    </LanguageProvider>
  )
}
