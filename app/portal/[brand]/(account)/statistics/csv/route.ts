import { answerUser, attachment } from '@/app/_components/route-mapper'
import { readGlobal } from '@/app/_components/statistics/global-address'
import { clock } from '@/lib/clock'
import { translator } from '@/lib/i18n/translator'
import { listFilterChoices } from '@/lib/statistics/choices'
import { toCsv } from '@/lib/statistics/csv'
import { getGlobalStatistics } from '@/lib/statistics/queries'
import type { Totals } from '@/lib/statistics/types'

const figures = ['backups', 'success', 'partial', 'failed', 'cancelled', 'addedBytes', 'durationSeconds'] as const

/** The global statistics as a file for spreadsheets: a row per day, per space and per contract. */
export const GET = (request: Request): Promise<Response> =>
  answerUser(async (actor) => {
    const { input } = readGlobal(Object.fromEntries(new URL(request.url).searchParams), actor.account.timeZone, clock.now())
    const [choices, { days, spaces, contracts }] = await Promise.all([listFilterChoices(actor, input), getGlobalStatistics(actor, input)])
    const t = translator(actor.locale)
    const rows = [
      ...days.map((day) => [t('statistics.csvKind.day'), day.day, ...figuresOf(day)]),
      ...(choices.spaces.length > 1 ? spaces : []).map((space) => [t('statistics.csvKind.space'), space.name, ...figuresOf(space)]),
      ...contracts.map((contract) => [t('statistics.csvKind.contract'), contract.name, ...figuresOf(contract)]),
    ]
    const header = ['kind' as const, 'name' as const, ...figures].map((column) => t(`statistics.csvColumns.${column}`))
    return attachment(toCsv(header, rows, actor.locale), `${t('statistics.file')}-${input.period.from}-${input.period.to}.csv`, 'text/csv')
  })

const figuresOf = (totals: Totals): number[] => [
  totals.backups,
  totals.success,
  totals.partial,
  totals.failed,
  totals.cancelled,
  totals.bytesAdded,
  Math.round(totals.durationSeconds),
]
