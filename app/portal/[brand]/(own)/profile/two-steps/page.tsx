import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestTexts } from '@/app/_components/i18n/request'
import { enrolmentView } from '@/app/_components/profile/enrolment-view'
import { ownWords } from '@/app/_components/profile/own-words'
import { TwoStepsPanels } from '@/app/_components/profile/two-steps-panels'
import { PageHeader } from '@/app/_components/ui/page-header'
import { currentBrand, requireSignedIn } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { getProfile } from '@/lib/profile/queries'
import { startEnrolment } from '@/lib/two-steps/enrolment'
import { activateTwoStepsAction, renewRecoveryCodesAction, switchOffTwoStepsAction } from './actions'

const namespaces = ['ui', 'twoSteps', 'ownForm', 'passwordRule'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('twoSteps.heading') }
}

export default async function TwoStepsPage() {
  const actor = await requireSignedIn()
  const [profile, brand] = await Promise.all([getProfile(actor), currentBrand()])
  const { t, f, timeZone } = ownWords(actor)
  const since = profile.twoStepsSince
  return (
    <LanguageProvider locale={actor.locale} timeZone={timeZone} messages={compiledMessages(actor.locale, namespaces)}>
      <PageHeader
        title={t('twoSteps.heading')}
        crumbs={[{ href: '/profile', label: t('profile.heading') }]}
        crumbsLabel={t('shell.breadcrumb')}
        beside={since && <span className="text-muted">{t('twoSteps.activeSince', { date: f.date(since.getTime()) })}</span>}
      />
      <TwoStepsPanels
        activate={activateTwoStepsAction}
        renew={renewRecoveryCodesAction}
        switchOff={switchOffTwoStepsAction}
        enrolment={since ? null : enrolmentView(startEnrolment(actor, clock.now()), brand, actor)}
        codesLeft={profile.recoveryCodesLeft}
      />
    </LanguageProvider>
  )
}
