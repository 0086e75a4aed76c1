import type { ReactNode } from 'react'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { requestLocale } from '@/app/_components/i18n/request'
import { currentBrand } from '@/lib/auth/gate'
import { LanguageSwitch } from './language-switch'

/** A page for who is not signed in: one card under the brand's mark, and the choice of language. */
export async function PublicCard({ children }: { children: ReactNode }) {
  const [brand, locale] = await Promise.all([currentBrand(), requestLocale()])
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-6 p-4">
      <div className="w-full max-w-[420px] rounded-panel border border-line bg-panel p-6 shadow-panel sm:p-8">
        <p className="mb-6 flex items-center gap-2.5 font-semibold text-[15px] tracking-[-0.01em]">
          <BrandMark brand={brand} size={36} />
          {brand.productName}
        </p>
        {children}
      </div>
      <div className="w-48">
        <LanguageSwitch locale={locale} />
      </div>
    </main>
  )
}
