'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Locale } from '@/lib/auth/types'
import type { CompiledMessages } from '@/lib/i18n/compiled-messages'
import { type CompiledTranslate, compiledTranslator } from '@/lib/i18n/compiled-translator'
import { type Formatter, formatter } from '@/lib/i18n/formatter'

type Language = { locale: Locale; timeZone: string; messages: CompiledMessages }

const LanguageContext = createContext<Language>({ locale: 'fr', timeZone: 'UTC', messages: {} })

/** Hands texts to the browser's components; one further in adds its texts to those further out. */
export function LanguageProvider({ children, ...language }: Language & { children: ReactNode }) {
  const outer = useContext(LanguageContext)
  const { locale, timeZone, messages } = language
  const value = useMemo(
    () => ({ locale, timeZone, messages: { ...outer.messages, ...messages } }),
    [locale, timeZone, messages, outer.messages],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export function useWords(): { t: CompiledTranslate; f: Formatter } {
  const { locale, timeZone, messages } = useContext(LanguageContext)
  return useMemo(() => ({ t: compiledTranslator(locale, messages), f: formatter(locale, timeZone) }), [locale, timeZone, messages])
}
