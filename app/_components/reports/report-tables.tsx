import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { Locale } from '@/lib/auth/types'
import type { ContractReport } from '@/lib/reports/types'
import { incidentCells, machineCells } from '@/lib/reports/wording'

type Props = { report: ContractReport; words: Words; locale: Locale }

const MACHINE_COLUMNS = ['machine', 'last', 'backups', 'good', 'failed', 'volume'] as const
const INCIDENT_COLUMNS = ['what', 'machine', 'opened', 'closed'] as const
const numbers: readonly string[] = ['backups', 'good', 'failed', 'volume']

/** What each machine's month was like; the machines that brought nothing home stand out. */
export function ReportMachines({ report: { machines, machineCount }, words, locale }: Props) {
  const { t, f } = words
  if (machineCount === 0) return null
  return (
    <Panel title={t('report.machines')} titleId="report-machines" hint={f.number(machineCount)}>
      <div className="table-frame">
        <table className="table">
          <Head columns={MACHINE_COLUMNS} words={words} />
          <tbody>
            {machines.map((machine) => {
              const [name = '', ...cells] = machineCells(machine, { ...words, locale })
              const isBad = { last: machine.success + machine.partial === 0, failed: machine.failed > 0 }
              return (
                <tr key={machine.id} data-machine-id={machine.id}>
                  <td>
                    <Link href={`/machines/${machine.id}`} className="font-semibold hover:text-accent hover:underline">
                      {name}
                    </Link>
                  </td>
                  {MACHINE_COLUMNS.slice(1).map((column, index) => (
                    <td
                      key={column}
                      data-label={t(`report.columns.${column}`)}
                      className={clsx(
                        numbers.includes(column) && 'number',
                        ((column === 'last' && isBad.last) || (column === 'failed' && isBad.failed)) && 'font-semibold text-danger',
                      )}
                    >
                      {cells[index]}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <More count={machineCount - machines.length} words={words} />
    </Panel>
  )
}

/** The episodes of the month that concern the client. */
export function ReportIncidents({ report: { incidents, incidentCount }, words, locale }: Props) {
  const { t, f } = words
  return (
    <Panel title={t('report.incidents')} titleId="report-incidents" hint={incidentCount > 0 && f.number(incidentCount)}>
      {incidentCount === 0 ? (
        <p className="text-muted">{t('report.noIncidents')}</p>
      ) : (
        <div className="table-frame">
          <table className="table">
            <Head columns={INCIDENT_COLUMNS} words={words} />
            <tbody>
              {incidents.map((incident) => {
                const cells = incidentCells(incident, { ...words, locale })
                return (
                  <tr key={incident.id}>
                    {INCIDENT_COLUMNS.map((column, index) => (
                      <td
                        key={column}
                        data-label={index > 0 ? t(`report.columns.${column}`) : undefined}
                        className={clsx(
                          index === 0 && 'font-medium',
                          column === 'closed' && !incident.closedAt && 'font-semibold text-danger',
                        )}
                      >
                        {cells[index]}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <More count={incidentCount - incidents.length} words={words} />
    </Panel>
  )
}

type Column = (typeof MACHINE_COLUMNS | typeof INCIDENT_COLUMNS)[number]

function Head({ columns, words: { t } }: { columns: readonly Column[]; words: Words }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col" className={clsx(numbers.includes(column) && 'number')}>
            {t(`report.columns.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const More = ({ count, words: { t } }: { count: number; words: Words }) =>
  count > 0 ? <p className="mt-2 text-[12.5px] text-muted">{t('report.more', { count })}</p> : null
