import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { LanguageSwitch } from '@/app/_components/shell/language-switch'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import { landingPath } from '@/lib/auth/landing'
import { SignInForm } from './sign-in-form'
import { Support } from './support'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('signIn.title') }
}

export default async function SignInPage() {
  const actor = await findSignedIn()
  if (actor) redirect(landingPath(actor))
  const [brand, t, locale] = await Promise.all([currentBrand(), requestTexts(), requestLocale()])
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 p-4">
      <div className="w-full max-w-[380px] rounded-panel border border-line bg-panel p-6 shadow-panel sm:p-8">
        <p className="mb-6 flex items-center gap-2.5 font-semibold text-[15px] tracking-[-0.01em]">
          <BrandMark brand={brand} size={36} />
          {brand.productName}
        </p>
        <h1 className="mb-5 font-semibold text-[19px] tracking-[-0.015em]">{t('signIn.heading', { product: brand.productName })}</h1>
        <SignInForm
          texts={{
            userName: t('signIn.userName'),
            password: t('signIn.password'),
            submit: t('signIn.submit'),
            pending: t('signIn.pending'),
            failed: t('signIn.failed'),
          }}
        />
        <Support brand={brand} t={t} />
      </div>
      <div className="w-48">
        <LanguageSwitch locale={locale} />
      </div>
    </main>
  )
}
