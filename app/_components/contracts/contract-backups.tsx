import { OutcomeChip } from '@/app/_components/backups/outcome-chip'
import type { Words } from '@/app/_components/i18n/request'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { BackupOfContract } from '@/lib/backups/types'

/** The newest backups over all machines of a contract. */
export function ContractBackups({ backups, now, words: { t, f } }: { backups: BackupOfContract[]; now: Date; words: Words }) {
  return (
    <Panel title={t('contract.lastBackups')} titleId="last-backups">
      {backups.length === 0 ? (
        <p className="text-muted">{t('contract.lastBackupsNone')}</p>
      ) : (
        <ul className="grid gap-1.5">
          {backups.map((backup) => (
            <li key={backup.id} className="flex items-center gap-3 text-[13px]">
              <Link href={`/backups/${backup.id}`} className="min-w-0 flex-1 truncate font-medium hover:text-accent hover:underline">
                {backup.machineName}
              </Link>
              <span className="hidden shrink-0 text-muted tabular-nums sm:block">
                {Boolean(backup.bytesAdded) && t('contract.bytesAdded', { volume: f.bytes(backup.bytesAdded ?? 0) })}
              </span>
              <span className="shrink-0 text-right text-muted">
                <Moment at={backup.startedAt.getTime()} now={now.getTime()} />
              </span>
              <span className="flex w-26 shrink-0 justify-end">
                <OutcomeChip outcome={backup.outcome} t={t} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
