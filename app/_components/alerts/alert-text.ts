import type { Words } from '@/app/_components/i18n/request'
import type { OpenAlert } from '@/lib/alerts/types'
import { daysWithoutBackup } from '@/lib/machines/freshness'

/** What is wrong, in a sentence with the figures of its kind. */
export function alertText({ kind, sinceAt, detail }: Pick<OpenAlert, 'kind' | 'sinceAt' | 'detail'>, now: Date, { t, f }: Words): string {
  return t(`episodes.kind.${kind}`, {
    days: daysWithoutBackup(sinceAt, now) ?? 0,
    used: f.bytes(detail.usedBytes ?? 0),
    subscribed: f.bytes(detail.subscribedBytes ?? 0),
    freeze: detail.freeze ?? '',
  })
}
