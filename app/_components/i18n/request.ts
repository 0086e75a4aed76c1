import { cookies } from 'next/headers'
import { cache } from 'react'
import { currentBrand, findSignedIn } from '@/lib/auth/gate'
import type { Locale, OperatorActor, UserActor } from '@/lib/auth/types'
import { serverTimeZone } from '@/lib/clock'
import { type Formatter, formatter } from '@/lib/i18n/formatter'
import { type Translate, translator } from '@/lib/i18n/translator'

/** Of whoever asks: the user's own language, else the one chosen on this browser, else the brand's. */
export const requestLocale = cache(async (): Promise<Locale> => {
  const actor = await findSignedIn()
  if (actor) return actor.locale
  const chosen = (await cookies()).get('language')?.value
  return chosen === 'fr' || chosen === 'en' ? chosen : (await currentBrand()).locale
})

export const requestTexts = async (): Promise<Translate> => translator(await requestLocale())

/** How a user's pages speak and write figures. */
export type Words = { t: Translate; f: Formatter }

export const wordsOf = (actor: UserActor): Words => ({
  t: translator(actor.locale),
  f: formatter(actor.locale, actor.account.timeZone),
})

export const operatorWords = (operator: OperatorActor): Words => ({
  t: translator(operator.locale),
  f: formatter(operator.locale, serverTimeZone()),
})
