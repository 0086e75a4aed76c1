import type { ReactNode } from 'react'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { LanguageSwitch } from '@/app/_components/shell/language-switch'
import { currentBrand } from '@/lib/auth/gate'
import { Support } from './support'

/** A page for who is not signed in: the brand, one thing to do, and whom to ask for help. */
export async function PublicCard({ title, children }: { title: string; children: ReactNode }) {
  const [brand, t, locale] = await Promise.all([currentBrand(), requestTexts(), requestLocale()])
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 p-4">
      <div className="w-full max-w-[380px] rounded-panel border border-line bg-panel p-6 shadow-panel sm:p-8">
        <p className="mb-6 flex items-center gap-2.5 font-semibold text-[15px] tracking-[-0.01em]">
          <BrandMark brand={brand} size={36} />
          {brand.productName}
        </p>
        <h1 className="mb-5 font-semibold text-[19px] tracking-[-0.015em]">{title}</h1>
        {children}
        <Support brand={brand} t={t} />
      </div>
      <div className="w-48">
        <LanguageSwitch locale={locale} />
      </div>
    </main>
  )
}
