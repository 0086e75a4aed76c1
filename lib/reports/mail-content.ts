import type { ReportedFigures } from '@/db/schema'
import type { Locale } from '@/lib/auth/types'
import { quotaPercent } from '@/lib/contracts/quota'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import type { MailCell, MailContent } from '@/lib/mails/types'
import { monthName } from './month'
import type { ContractReport } from './types'
import { figuresOf, forecastText, monthTitle, noticesOf, type Wording } from './wording'

const wordsOf = (locale: Locale, timeZone: string): Wording => ({ locale, t: translator(locale), f: formatter(locale, timeZone) })

type Letter = { audience: 'client' | 'reseller'; to: string; locale: Locale; link: string | null }

/** The mail that brings the document: the month's figures in its text, and for the reseller a way to the page. */
export function reportMail(report: ContractReport, { audience, to, locale, link }: Letter): MailContent {
  const { contract, month } = report
  const words = wordsOf(locale, contract.timeZone)
  const { t } = words
  const subject = t('report.documentTitle', { contract: contract.title, month: monthTitle(month, words) })
  const about = { recipient: to, product: contract.productName, reseller: contract.resellerName }
  return {
    subject,
    heading: subject,
    paragraphs: [t('reportMails.text', { month: monthName(month, locale) }), ...noticesOf(report, words), forecastText(report, words)],
    facts: figuresOf(report, words).map(({ name, value, detail }) => [name, t('reportMails.figure', { value, detail })]),
    ...(link && { action: { label: t('reportMails.see'), url: link } }),
    reason: t(audience === 'client' ? 'alertMails.reason.client' : 'reportMails.reason', about),
  }
}

export type OverviewRow = { contractId: string; title: string; figures: ReportedFigures }
type Overview = {
  month: string
  to: string
  locale: Locale
  timeZone: string
  resellerName: string
  link: ((path: string) => string) | null
  /** The first rows of `count`, those with something wrong before the others. */
  rows: OverviewRow[]
  count: number
  wrong: number
}

/** One mail to the reseller for a whole month: all of an address's contracts, each with the way to its report. */
export function overviewMail({ month, to, locale, timeZone, resellerName, link, rows, count, wrong }: Overview): MailContent {
  const words = wordsOf(locale, timeZone)
  const { t } = words
  const subject = t('reportMails.overview', { month: monthName(month, locale), count })
  return {
    subject,
    heading: subject,
    paragraphs: [t('reportMails.overviewText', { wrong })],
    table: {
      head: [t('reportMails.contract'), t('reportMails.volume'), t('reportMails.state')],
      rows: rows.map(({ contractId, title, figures }) => [
        { text: title, ...(link && { url: link(`/contracts/${contractId}/report?month=${month}`) }) },
        volumeCell(figures, words),
        stateCell(figures, words),
      ]),
      ...(count > rows.length && { more: t('report.more', { count: count - rows.length }) }),
    },
    ...(link && { action: { label: t('reportMails.seeContracts'), url: link('/contracts') } }),
    reason: t('reportMails.reason', { recipient: to, reseller: resellerName }),
  }
}

function volumeCell({ volumeBytes, subscribedBytes, fullDay }: ReportedFigures, { t, f }: Wording): string {
  const percent = quotaPercent(volumeBytes, subscribedBytes)
  const used = percent === null ? f.bytes(volumeBytes) : t('reportMails.used', { used: f.bytes(volumeBytes), percent: f.percent(percent) })
  return fullDay ? t('reportMails.usedUntil', { used, day: f.calendarDay(fullDay) }) : used
}

function stateCell({ unprotected, incidents }: ReportedFigures, { t }: Wording): MailCell {
  if (unprotected > 0) return { text: t('reportMails.unprotected', { count: unprotected }), tone: 'danger' }
  if (incidents > 0) return { text: t('reportMails.incidents', { count: incidents }), tone: 'warning' }
  return { text: t('reportMails.fine'), tone: 'good' }
}
