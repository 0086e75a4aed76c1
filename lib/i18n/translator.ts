import { createTranslator, type _Translator as Translator } from 'use-intl/core'
import type { Locale } from '@/lib/auth/types'
import { type Messages, messages } from './messages'

export type Translate = Translator<Messages>

const made = new Map<Locale, Translate>()

/** The texts of a language, by full key: `t('contracts.heading')`. */
export function translator(locale: Locale): Translate {
  const known = made.get(locale)
  if (known) return known
  const t: Translate = createTranslator({ locale, messages: messages[locale] })
  made.set(locale, t)
  return t
}
