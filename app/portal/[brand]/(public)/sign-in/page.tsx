import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { CardLink } from '@/app/_components/sign-in/card-link'
import { PublicCard } from '@/app/_components/sign-in/public-card'
import { Notice } from '@/app/_components/ui/notice'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import { landingPath } from '@/lib/auth/landing'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { SignInForm } from './sign-in-form'

type Props = { searchParams: Promise<{ reset?: string; again?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('signIn.title') }
}

export default async function SignInPage({ searchParams }: Props) {
  const actor = await findSignedIn()
  if (actor) redirect(landingPath(actor))
  const [brand, t, locale, { reset, again }] = await Promise.all([currentBrand(), requestTexts(), requestLocale(), searchParams])
  return (
    <PublicCard title={t('signIn.heading', { product: brand.productName })}>
      <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['signIn'])}>
        <SignInForm>
          {reset ? <Notice>{t('signIn.reset')}</Notice> : again ? <Notice done={false}>{t('signIn.startOver')}</Notice> : null}
        </SignInForm>
      </LanguageProvider>
      <p className="mt-4">
        <CardLink href="/forgotten-password">{t('signIn.forgotten')}</CardLink>
      </p>
    </PublicCard>
  )
}
