import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import type { BackupRow as Backup } from '@/lib/backups/types'
import { BackupRow } from './backup-row'

const columns = ['outcome', 'started', 'duration', 'newFiles', 'changedFiles', 'unmodifiedFiles', 'added', 'logs'] as const
const texts: readonly string[] = ['outcome', 'started', 'logs']

export function BackupTable({ backups, words }: { backups: Backup[]; words: Words }) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={clsx(!texts.includes(column) && 'number')}>
                {column === 'logs' ? (
                  <span className="sr-only">{words.t('machine.columns.logs')}</span>
                ) : (
                  words.t(`machine.columns.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <BackupRow key={backup.id} backup={backup} words={words} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
