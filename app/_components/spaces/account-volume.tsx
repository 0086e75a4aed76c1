import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Meter } from '@/app/_components/ui/meter'
import { Panel } from '@/app/_components/ui/panel'
import type { AccountVolume as Volume } from '@/lib/spaces/types'

/** How the account's volume is shared out, and what is left to allocate (requirements B4). */
export function AccountVolume({ volume, words: { t, f } }: { volume: Volume; words: Words }) {
  const { totalBytes, sharedBytes, freeBytes } = volume
  const percent = totalBytes > 0 ? (sharedBytes / totalBytes) * 100 : 0
  const isOver = freeBytes < 0
  return (
    <Panel title={t('spaces.volume')} titleId="volume">
      <Meter
        percent={percent}
        label={t('spaces.sharedOf')}
        text={f.percent(Math.floor(percent))}
        state={isOver ? 'over' : undefined}
        className="h-2.5"
      />
      <dl className="mt-3 grid grid-cols-2 gap-x-8 gap-y-3 sm:grid-cols-[auto_auto_auto_1fr]">
        <Fact name={t('spaces.total')}>{f.bytes(totalBytes)}</Fact>
        <Fact name={t('spaces.shared')}>{f.bytes(sharedBytes)}</Fact>
        <Fact name={t(isOver ? 'spaces.over' : 'spaces.free')}>
          <strong className={isOver ? 'text-danger' : 'text-accent'}>{f.bytes(Math.abs(freeBytes))}</strong>
        </Fact>
      </dl>
      {isOver && <p className="mt-2 text-[13px] text-danger">{t('spaces.overText')}</p>}
    </Panel>
  )
}
