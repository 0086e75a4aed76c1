import type { Words } from '@/app/_components/i18n/request'
import { ConfigState } from '@/app/_components/machines/config-state'
import { Fact } from '@/app/_components/ui/fact'
import { Link } from '@/app/_components/ui/link'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import { statedRetention } from '@/lib/configs/document'
import type { MachineConfig } from '@/lib/configs/types'
import { authorText } from './config-author'

type Props = { config: MachineConfig; contractId: string; now: number; words: Words }

/** Which version stands, where it comes from, who wrote it and when, and what its agent made of it. */
export function ConfigFacts({ config, contractId, now, words: { t, f } }: Props) {
  const isNone = config.version === 0
  const taken = { configVersion: config.version, configAppliedVersion: config.appliedVersion, configError: config.error }
  const stated = statedRetention(config.body)?.days ?? config.retentionDays
  return (
    <Panel>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-[0.6fr_1.2fr_1fr_1fr_1.6fr]">
        <Fact name={t('config.version')}>{isNone ? '–' : f.number(config.version)}</Fact>
        <Fact name={t('config.source')}>
          {isNone ? (
            t('config.sourceNone')
          ) : config.inherits ? (
            <Link href={`/contracts/${contractId}/configuration`} className="text-accent underline decoration-1 underline-offset-2">
              {t('config.sourceContract')}
            </Link>
          ) : (
            t('config.sourceOwn')
          )}
        </Fact>
        <Fact name={t('config.author')}>{isNone ? '–' : authorText(config, t)}</Fact>
        <Fact name={t('config.savedAt')}>{config.createdAt ? <Moment at={config.createdAt.getTime()} now={now} /> : '–'}</Fact>
        <Fact name={t('config.state')}>
          <ConfigState machine={taken} t={t} />
        </Fact>
      </dl>
      {stated !== config.retentionDays && (
        <p className="mt-3 text-[13px] text-muted">{t('config.retentionDiffers', { stated, set: config.retentionDays })}</p>
      )}
    </Panel>
  )
}
