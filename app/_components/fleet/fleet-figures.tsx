import { clsx } from 'clsx'
import type { Words } from '@/app/_components/i18n/request'
import type { FleetHealth } from '@/lib/health/types'

type Figure = { name: string; value: number; detail: string; isBad: boolean }

/** The five figures that say whether the platform is well. */
export function FleetFigures({ health, now, words: { t, f } }: { health: FleetHealth; now: Date; words: Words }) {
  const { machines, backups, mails, instances } = health
  const reports = instances.reduce((sum, { silent, reportsPerMinute }) => sum + (silent ? 0 : reportsPerMinute), 0)
  const oldest = mails.oldestDueAt && t('fleet.mailsOldest', { when: f.relative(mails.oldestDueAt.getTime(), now.getTime()) })
  const figures: Figure[] = [
    { name: t('fleet.machines'), value: machines.total, detail: t('fleet.machinesDetail', { never: machines.never }), isBad: false },
    { name: t('fleet.silent'), value: machines.silent, detail: t('fleet.silentDetail'), isBad: machines.silent > 0 },
    { name: t('fleet.reports'), value: reports, detail: t('fleet.reportsDetail'), isBad: false },
    { name: t('fleet.lost'), value: backups.lost, detail: t('fleet.failedDetail', { count: backups.failed }), isBad: backups.lost > 0 },
    {
      name: t('fleet.mails'),
      value: mails.waiting,
      detail: [oldest ?? t('fleet.mailsNone'), mails.failed > 0 && t('fleet.mailsFailed', { count: mails.failed })]
        .filter(Boolean)
        .join(' ; '),
      isBad: mails.overdue > 0,
    },
  ]
  return (
    <dl
      aria-label={t('fleet.figures')}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line shadow-panel max-lg:[&>:last-child]:col-span-2 lg:grid-cols-5"
    >
      {figures.map(({ name, value, detail, isBad }) => (
        <div key={name} className="bg-panel px-4 py-2.5">
          <dt className="text-[12.5px] text-muted">{name}</dt>
          <dd>
            <span className={clsx('font-semibold text-[21px] leading-tight tracking-[-0.02em] tabular-nums', isBad && 'text-danger')}>
              {f.number(value)}
            </span>
            <span className="block text-[12.5px] text-muted">{detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
