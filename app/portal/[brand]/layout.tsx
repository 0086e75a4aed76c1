import '@fontsource-variable/inter/wght.css'
import '@/app/_styles/globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { CSSProperties, ReactNode } from 'react'
import { accentProperties } from '@/app/_components/brand/accent'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale } from '@/app/_components/i18n/request'
import { currentBrand } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'

export async function generateMetadata(): Promise<Metadata> {
  const { productName, accentColor, favicon } = await currentBrand()
  // What stands after the question mark changes with what is shown, so that no browser goes on showing the former.
  const version = favicon?.hash ?? encodeURIComponent(`${accentColor}${productName}`)
  return {
    title: { template: `%s · ${productName.replaceAll('%', '')}`, default: productName },
    icons: { icon: { url: `/brand-icon?v=${version}`, type: favicon?.mediaType ?? 'image/svg+xml' } },
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [brand, locale, jar] = await Promise.all([currentBrand(), requestLocale(), cookies()])
  const theme = jar.get('theme')?.value
  return (
    <html
      lang={locale}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      style={accentProperties(brand.accentColor) as CSSProperties}
    >
      <body>
        <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['errors'])}>
          {children}
        </LanguageProvider>
      </body>
    </html>
  )
}
