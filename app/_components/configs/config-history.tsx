import { clsx } from 'clsx'
import { CheckCircle2, CircleX, ShieldAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { ConfigVersion } from '@/lib/configs/types'
import { authorText } from './config-author'
import { lossText } from './describe'

/** `applied` and `refused` are null where no agent takes these versions, as with a contract's default. */
export type ConfigStanding = { wanted: number; applied: number | null; refused: number | null }
type Props = { versions: ConfigVersion[]; standing: ConfigStanding; chosen: number | null; path: string; now: number; words: Words }

/** Who changed a configuration and when; a change that protected less is marked (requirements F4). */
export function ConfigHistory({ versions, standing, chosen, path, now, words: { t, f } }: Props) {
  return (
    <Panel title={t('config.history')} titleId="config-history">
      <ol className="-mx-2 grid">
        {versions.map((version) => (
          <li
            key={version.version}
            className={clsx(
              'grid gap-x-4 gap-y-0.5 rounded-[8px] px-2 py-2 sm:grid-cols-[6.5rem_minmax(0,1fr)_auto]',
              chosen === version.version && 'bg-accent-soft',
            )}
          >
            <Link
              href={`${path}?version=${version.version}#file`}
              aria-current={chosen === version.version ? 'true' : undefined}
              aria-label={t('config.seeVersion', { version: version.version })}
              className="w-fit font-medium text-accent underline decoration-1 underline-offset-2"
            >
              {t('config.versionOf', { version: f.number(version.version) })}
            </Link>
            <div className="min-w-0">
              {authorText(version, t)} · <Moment at={version.createdAt.getTime()} now={now} />
              {version.origin === 'contract' && standing.applied !== null && version.authorName && (
                <span className="text-muted"> · {t('config.sourceContract')}</span>
              )}
              {version.restoredVersion !== null && (
                <span className="text-muted"> · {t('config.restored', { version: version.restoredVersion })}</span>
              )}
              {version.losses.length > 0 && (
                <p className="text-[12.5px] text-warning [overflow-wrap:anywhere]">
                  {version.losses.map((loss) => lossText(loss, t)).join(' ')}
                </p>
              )}
            </div>
            <div className="flex flex-wrap content-start gap-1.5">
              {version.losses.length > 0 && (
                <Chip icon={ShieldAlert} tone="warning">
                  {t('config.protectsLessMark')}
                </Chip>
              )}
              {standing.refused === version.version && (
                <Chip icon={CircleX} tone="danger">
                  {t('config.refusedVersion')}
                </Chip>
              )}
              {standing.applied === version.version && (
                <Chip icon={CheckCircle2} tone="good">
                  {t('config.appliedVersion')}
                </Chip>
              )}
              {standing.wanted === version.version && standing.applied !== version.version && <Chip>{t('config.currentVersion')}</Chip>}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
