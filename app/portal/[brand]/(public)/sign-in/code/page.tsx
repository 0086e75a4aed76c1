import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { CardLink } from '@/app/_components/sign-in/card-link'
import { PublicCard } from '@/app/_components/sign-in/public-card'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import { landingPath } from '@/lib/auth/landing'
import { isChallengeOpen } from '@/lib/auth/second-step'
import { challengeTicket } from '@/lib/auth/tickets'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { CodeForm } from './code-form'

type Props = { searchParams: Promise<{ with?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('signInCode.title') }
}

/** The second step of signing in; there is nothing here for who has not taken the first. */
export default async function SignInCodePage({ searchParams }: Props) {
  const actor = await findSignedIn()
  if (actor) redirect(landingPath(actor))
  const [brand, t, locale, jar] = await Promise.all([currentBrand(), requestTexts(), requestLocale(), cookies()])
  const challenge = await challengeTicket.read(jar.get(challengeTicket.name)?.value)
  if (!challenge || !(await isChallengeOpen(brand, challenge.challengeId, clock.now()))) redirect('/sign-in?again=1')
  const isRecovery = (await searchParams).with === 'recovery'
  return (
    <PublicCard title={t('signInCode.heading')}>
      <p className="mb-4 text-muted">{t(isRecovery ? 'signInCode.recoveryText' : 'signInCode.text')}</p>
      <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['signInCode'])}>
        <CodeForm key={String(isRecovery)} isRecovery={isRecovery} />
      </LanguageProvider>
      <p className="mt-4 flex flex-wrap justify-between gap-x-4 gap-y-1">
        <CardLink href={isRecovery ? '/sign-in/code' : '/sign-in/code?with=recovery'}>
          {t(isRecovery ? 'signInCode.useCode' : 'signInCode.useRecovery')}
        </CardLink>
        <CardLink href="/sign-in">{t('signInCode.back')}</CardLink>
      </p>
    </PublicCard>
  )
}
