import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import type { MachineInAlert, OpenAlert } from '@/lib/alerts/types'
import { AlertRow } from './alert-row'

type Props = { machines: MachineInAlert[]; silences: Map<string, OpenAlert>; showSpace: boolean; now: Date; words: Words }

const columns = ['machine', 'client', 'silence', 'threshold', 'lastError', 'actions'] as const
const WIDTHS: Partial<Record<(typeof columns)[number], string>> = {
  machine: 'w-[18%]',
  client: 'w-[17%]',
  lastError: 'w-[34%]',
  actions: 'w-32',
}

export function AlertTable({ machines, silences, showSpace, now, words }: Props) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={column === 'silence' ? 'descending' : undefined} className={WIDTHS[column]}>
                <span className={clsx(column === 'actions' && 'sr-only')}>{words.t(`alerts.columns.${column}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <AlertRow key={machine.id} machine={machine} alert={silences.get(machine.id)} showSpace={showSpace} now={now} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
