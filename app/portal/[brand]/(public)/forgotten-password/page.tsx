import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { CardLink } from '@/app/_components/sign-in/card-link'
import { PublicCard } from '@/app/_components/sign-in/public-card'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { ForgottenForm } from './forgotten-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('forgottenPassword.title') }
}

export default async function ForgottenPasswordPage() {
  const [t, locale] = await Promise.all([requestTexts(), requestLocale()])
  return (
    <PublicCard title={t('forgottenPassword.title')}>
      <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['forgottenPassword'])}>
        <ForgottenForm />
      </LanguageProvider>
      <p className="mt-4">
        <CardLink href="/sign-in">{t('forgottenPassword.back')}</CardLink>
      </p>
    </PublicCard>
  )
}
