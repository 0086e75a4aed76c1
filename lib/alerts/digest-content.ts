import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import type { MailContent } from '@/lib/mails/types'
import type { Letter } from './mail-content'

export type Late = { id: string; name: string; contractTitle: string; lastBackupAt: Date | null }
export type DayFigures = { total: number; late: Late[]; lateCount: number; alerts: number }

/** How a reseller's machines stand, in one mail a day: also when all is well. */
export function digestMail({ total, late, lateCount, alerts }: DayFigures, letter: Letter): MailContent {
  const [t, f] = [translator(letter.locale), formatter(letter.locale, letter.timeZone)]
  const good = total - lateCount
  const subject = lateCount === 0 ? t('digests.subjectGood', { total }) : t('digests.subject', { good, total, late: lateCount })
  const rows = late.map(({ id, name, contractTitle, lastBackupAt }) => [
    { text: name, ...(letter.link && { url: letter.link(`/machines/${id}`) }) },
    contractTitle,
    lastBackupAt ? f.dateTime(lastBackupAt.getTime()) : t('digests.never'),
  ])
  const more = lateCount - late.length
  return {
    subject,
    heading: subject,
    paragraphs: [t('digests.text', { date: f.dateTime(letter.now.getTime()) }), t('digests.absence')],
    facts: [
      [t('digests.total'), f.number(total)],
      [t('digests.good'), f.number(good)],
      [t('digests.late'), f.number(lateCount)],
      [t('digests.alerts'), f.number(alerts)],
    ],
    ...(rows.length > 0 && {
      table: {
        head: [t('digests.machine'), t('digests.contract'), t('digests.last')],
        rows,
        ...(more > 0 && { more: t('digests.more', { count: more }) }),
      },
    }),
    ...(letter.link && { action: { label: t('digests.action'), url: letter.link('/alerts') } }),
    reason: t('digests.reason', { recipient: letter.recipient, reseller: letter.resellerName }),
  }
}
