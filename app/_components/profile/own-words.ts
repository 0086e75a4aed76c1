import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import type { OwnActor } from '@/lib/profile/types'

/** How the own pages speak, to users and operators alike; an operator has no reseller whose time zone it could be. */
export function ownWords(actor: OwnActor) {
  const timeZone = actor.kind === 'user' ? actor.account.timeZone : 'UTC'
  return { t: translator(actor.locale), f: formatter(actor.locale, timeZone), timeZone }
}
