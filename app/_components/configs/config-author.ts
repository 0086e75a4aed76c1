import type { ConfigOrigin } from '@/lib/configs/types'
import type { Translate } from '@/lib/i18n/translator'

type Authored = { origin: ConfigOrigin | null; authorName: string | null }

/** Who wrote a version. One that came with a contract, and nobody's hand, came when the machine joined it. */
export function authorText({ origin, authorName }: Authored, t: Translate): string {
  if (authorName) return authorName
  if (origin === 'agent') return t('config.byAgent')
  return t(origin === 'contract' ? 'config.byContract' : 'config.byNobody')
}
