import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import type { MachineRow as Machine } from '@/lib/machines/types'
import { MachineRow } from './machine-row'

const columns = ['machine', 'lastBackup', 'volume', 'registered', 'key', 'retention', 'backupAlert', 'missedAlert', 'actions'] as const

export function MachineTable({ machines, now, words }: { machines: Machine[]; now: Date; words: Words }) {
  return (
    <div className="table-frame">
      <table className="table table-wide">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={clsx((column === 'volume' || column === 'retention') && 'number')}>
                {column === 'actions' ? (
                  <span className="sr-only">{words.t('contract.columns.actions')}</span>
                ) : (
                  words.t(`contract.columns.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} machine={machine} now={now} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
