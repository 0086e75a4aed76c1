import { quotaPercent } from '@/lib/contracts/quota'
import type { Formatter } from '@/lib/i18n/formatter'
import type { Translate } from '@/lib/i18n/translator'
import { successPercent } from '@/lib/statistics/success'
import { monthName } from './month'
import type { ContractReport, ReportIncident, ReportMachine } from './types'

export type Wording = { locale: 'fr' | 'en'; t: Translate; f: Formatter }

/** « Octobre 2026 », as a title has it. */
export function monthTitle(month: string, { locale }: Pick<Wording, 'locale'>): string {
  const name = monthName(month, locale)
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** The month, and of one that is not over the days that are covered. */
export function monthAndDays({ month, period, running }: ContractReport, words: Wording): string {
  const title = monthTitle(month, words)
  const { t, f } = words
  return running ? t('report.monthAndDays', { month: title, from: f.calendarDay(period.from), to: f.calendarDay(period.to) }) : title
}

/** What the reader has to know before the figures: that the month is not over, that nothing runs, that nothing came. */
export function noticesOf({ contract, running, period, machineCount, totals }: ContractReport, { t, f }: Wording): string[] {
  const notices = running ? [t('report.soFar', { day: f.calendarDay(period.to) })] : []
  if (contract.suspendedAt) notices.push(t('report.suspended', { date: f.date(contract.suspendedAt.getTime()) }))
  if (machineCount === 0) notices.push(t('report.noMachines'))
  else if (totals.backups === 0) notices.push(t('report.noBackups'))
  return notices
}

export type ReportFigure = { name: string; value: string; detail: string }

/** The month in six figures. */
export function figuresOf(report: ContractReport, { t, f }: Wording): ReportFigure[] {
  const { contract, totals, volumeBytes, grownBytes, machineCount, unprotectedCount, incidentCount } = report
  const percent = quotaPercent(volumeBytes, contract.subscribedBytes)
  const rate = successPercent(totals)
  const sign = grownBytes < 0 ? '−' : '+'
  return [
    {
      name: t('report.volume'),
      value: f.bytes(volumeBytes),
      detail:
        percent === null
          ? t('contracts.noVolume')
          : t('report.ofSubscribed', { percent: f.percent(percent), subscribed: f.bytes(contract.subscribedBytes) }),
    },
    {
      name: t('report.growth'),
      value: grownBytes === 0 ? f.bytes(0) : `${sign}${f.bytes(Math.abs(grownBytes))}`,
      detail: t('report.growthHint'),
    },
    {
      name: t('report.backups'),
      value: f.number(totals.backups),
      detail: t('report.outcomes', { failed: totals.failed, partial: totals.partial }),
    },
    { name: t('report.good'), value: rate === null ? '–' : f.share(Math.floor(rate * 10) / 10), detail: t('report.goodHint') },
    {
      name: t('report.machines'),
      value: t('report.protectedOf', { good: f.number(machineCount - unprotectedCount), all: f.number(machineCount) }),
      detail: t('report.protectedHint'),
    },
    { name: t('report.incidents'), value: f.number(incidentCount), detail: t('report.incidentsHint') },
  ]
}

/** When the volume will be full, or why nobody can tell, in a sentence. */
export const forecastText = ({ forecast }: Pick<ContractReport, 'forecast'>, { t, f }: Wording): string =>
  forecast.kind === 'day' ? t('report.forecast.day', { day: f.calendarDay(forecast.day) }) : t(`report.forecast.${forecast.kind}`)

/** A row of the machines' table: name, last good backup, backups, good ones, failures, volume. */
export const machineCells = (machine: ReportMachine, { t, f }: Wording): string[] => [
  machine.name,
  machine.lastBackupAt ? f.dateTime(machine.lastBackupAt.getTime()) : t('report.never'),
  f.number(machine.backups),
  f.number(machine.success + machine.partial),
  f.number(machine.failed),
  f.bytes(machine.volumeBytes),
]

/** A row of the incidents' table: what, on which machine, since when, until when. */
export const incidentCells = ({ kind, machineName, openedAt, closedAt }: ReportIncident, { t, f }: Wording): string[] => [
  t(`episodes.kindName.${kind}`),
  machineName ?? t('report.wholeContract'),
  f.dateTime(openedAt.getTime()),
  closedAt ? f.dateTime(closedAt.getTime()) : t('report.ongoing'),
]

/** How the document is called on a disk: « Rapport 2026-10 Boulangerie Martin.pdf ». */
export const documentName = ({ month, contract }: ContractReport, { t }: Pick<Wording, 't'>): string =>
  `${t('report.file')} ${month} ${[...contract.title].slice(0, 80).join('')}.pdf`.replace(/[/\\:*?"<>|\p{Cc}]+/gu, '-')
