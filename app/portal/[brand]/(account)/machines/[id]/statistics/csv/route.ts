import { answerUser, attachment } from '@/app/_components/route-mapper'
import { periodOf } from '@/app/_components/statistics/period-address'
import { sharePercent } from '@/app/_components/statistics/share'
import { clock } from '@/lib/clock'
import { translator } from '@/lib/i18n/translator'
import { getMachine } from '@/lib/machines/queries'
import { toCsv } from '@/lib/statistics/csv'
import { listMachineStatistics } from '@/lib/statistics/queries'

const columns = ['started', 'outcome', 'addedBytes', 'volumeBytes', 'sharePercent', 'files', 'durationSeconds'] as const

/** The table of a machine's statistics as a file for spreadsheets. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  answerUser(async (actor) => {
    const { id } = await params
    const period = periodOf(new URL(request.url).searchParams, actor.account.timeZone, clock.now())
    const [machine, backups] = await Promise.all([getMachine(actor, id), listMachineStatistics(actor, id, period)])
    const t = translator(actor.locale)
    const rows = backups.map((backup) => [
      backup.startedAt,
      t(`outcome.${backup.outcome}`),
      backup.bytesAdded,
      backup.storedBytes,
      Number((sharePercent(backup) ?? 0).toFixed(4)),
      backup.files,
      Math.round(backup.durationSeconds),
    ])
    const csv = toCsv(
      columns.map((column) => t(`statistics.csvColumns.${column}`)),
      rows,
      actor.locale,
    )
    return attachment(csv, `${t('statistics.file')}-${machine.name}-${period.from}-${period.to}.csv`, 'text/csv')
  })
