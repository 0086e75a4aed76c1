import type { Metadata } from 'next'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { PublicCard } from '@/app/_components/sign-in/public-card'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import { currentBrand } from '@/lib/auth/gate'
import { findPasswordReset } from '@/lib/auth/password-reset'
import { clock } from '@/lib/clock'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { resetPasswordAction } from './actions'
import { ResetForm } from './reset-form'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('resetPassword.title') }
}

/** Opening the link uses nothing up: mail programs open links too. */
export default async function ResetPasswordPage({ params }: Props) {
  const [{ token }, brand, t, locale] = [await params, await currentBrand(), await requestTexts(), await requestLocale()]
  const reset = await findPasswordReset(brand, token, clock.now())
  if (!reset) {
    return (
      <PublicCard title={t('resetPassword.void')}>
        <p className="mb-4 text-muted">{t('resetPassword.voidText')}</p>
        <Link href="/forgotten-password" className={`${buttonClass('primary')} min-h-10 w-full`}>
          {t('resetPassword.again')}
        </Link>
      </PublicCard>
    )
  }
  return (
    <PublicCard title={t('resetPassword.title')}>
      <p className="mb-4 text-muted">{t('resetPassword.text', { userName: reset.userName })}</p>
      <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['resetPassword', 'passwordRule'])}>
        <ResetForm action={resetPasswordAction.bind(null, token)} userName={reset.userName} />
      </LanguageProvider>
    </PublicCard>
  )
}
