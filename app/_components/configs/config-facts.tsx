import type { Words } from '@/app/_components/i18n/request'
import { ConfigState } from '@/app/_components/machines/config-state'
import { Fact } from '@/app/_components/ui/fact'
import { Moment } from '@/app/_components/ui/moment'
import { Panel } from '@/app/_components/ui/panel'
import type { MachineConfig } from '@/lib/configs/types'

/** Which version stands, who wrote it and when, and what its agent made of it. */
export function ConfigFacts({ config, now, words: { t, f } }: { config: MachineConfig; now: number; words: Words }) {
  const taken = { configVersion: config.version, configAppliedVersion: config.appliedVersion, configError: config.error }
  return (
    <Panel>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-[1fr_1fr_1fr_2fr]">
        <Fact name={t('config.version')}>{config.version === 0 ? '–' : f.number(config.version)}</Fact>
        <Fact name={t('config.author')}>{config.version === 0 ? '–' : (config.authorName ?? t('config.byAgent'))}</Fact>
        <Fact name={t('config.savedAt')}>{config.createdAt ? <Moment at={config.createdAt.getTime()} now={now} /> : '–'}</Fact>
        <Fact name={t('config.state')}>
          <ConfigState machine={taken} t={t} />
        </Fact>
      </dl>
    </Panel>
  )
}
