import '@fontsource-variable/inter/wght.css'
import '@/app/_styles/globals.css'
import type { Metadata, Viewport } from 'next'
import type { CSSProperties, ReactNode } from 'react'
import { accentProperties } from '@/app/_components/brand/accent'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { setUpLocale } from '@/app/_components/setup/locale'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { translator } from '@/lib/i18n/translator'

const ACCENT_COLOR = '#334155'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await setUpLocale())('setup.title'), robots: { index: false, follow: false } }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** A page of nobody's brand: there is none yet. */
export default async function SetUpLayout({ children }: { children: ReactNode }) {
  const locale = await setUpLocale()
  return (
    <html lang={locale} style={accentProperties(ACCENT_COLOR) as CSSProperties}>
      <body>
        <LanguageProvider locale={locale} timeZone="UTC" messages={compiledMessages(locale, ['passwordRule', 'setup'])}>
          {children}
        </LanguageProvider>
      </body>
    </html>
  )
}
