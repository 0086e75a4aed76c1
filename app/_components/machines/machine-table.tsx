import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import { FilterableTable } from '@/app/_components/ui/filterable-table'
import type { MachineRow as Machine } from '@/lib/machines/types'
import { MachineRow } from './machine-row'

const columns = ['machine', 'lastBackup', 'volume', 'registered', 'key', 'retention', 'backupAlert', 'missedAlert', 'actions'] as const

type Props = { machines: Machine[]; canRevealKey: (machine: Machine) => boolean; retentionFixed: boolean; now: Date; words: Words }

export function MachineTable({ machines, canRevealKey, retentionFixed, now, words }: Props) {
  const { t, f } = words
  return (
    <FilterableTable
      heading={t('contract.machines')}
      count={f.number(machines.length)}
      filter={t('contract.filter')}
      placeholder={t('contract.filterPlaceholder')}
      none={t('contract.filterNone')}
      className="table-wide"
      head={
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={clsx(column === 'volume' && 'number', column.endsWith('Alert') && 'w-24')}>
                {column === 'actions' ? <span className="sr-only">{t('contract.columns.actions')}</span> : t(`contract.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
      }
      rows={machines.map((machine) => ({
        key: machine.id,
        text: [machine.name, machine.hostname, machine.os, machine.lastError].join(' '),
        row: (
          <MachineRow
            key={machine.id}
            machine={machine}
            canRevealKey={canRevealKey(machine)}
            retentionFixed={retentionFixed}
            now={now}
            words={words}
          />
        ),
      }))}
    />
  )
}
