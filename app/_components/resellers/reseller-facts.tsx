import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Meter } from '@/app/_components/ui/meter'
import { Panel } from '@/app/_components/ui/panel'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { ResellerDetail } from '@/lib/resellers/types'

type Props = { reseller: ResellerDetail; machineCount: number; words: Words }

export function ResellerFacts({ reseller, machineCount, words: { t, f } }: Props) {
  const contracts = reseller.spaces.reduce((sum, { contractCount }) => sum + contractCount, 0)
  const small = 'block font-normal text-[12.5px] text-muted'
  return (
    <Panel>
      <dl
        aria-label={t('reseller.facts')}
        className="grid grid-cols-2 gap-x-8 gap-y-4 max-lg:[&>:first-child]:col-span-2 lg:grid-cols-[1.5fr_0.8fr_1fr_1.4fr_1fr]"
      >
        <Volume reseller={reseller} words={{ t, f }} />
        <Fact name={t('reseller.machines')}>
          {f.number(machineCount)}
          <span className={small}>{t('reseller.machinesOf', { contracts })}</span>
        </Fact>
        <Fact name={t('reseller.product')}>
          {t(`operator.product.${reseller.product}`)}
          <span className={small}>{t(`operator.pack.${reseller.pack}`)}</span>
          {reseller.administrationOption && <span className={small}>{t('operator.withOption')}</span>}
        </Fact>
        <Fact name={t('reseller.alertEmail')}>
          <a href={`mailto:${reseller.alertEmail}`} className="hover:text-accent hover:underline">
            {reseller.alertEmail}
          </a>
          <span className={small}>{t('reseller.since', { date: f.date(reseller.createdAt.getTime()) })}</span>
        </Fact>
        <Fact name={t('reseller.settings')}>
          {t(`reseller.locales.${reseller.locale}`)}
          <span className={small}>{reseller.timeZone}</span>
        </Fact>
      </dl>
    </Panel>
  )
}

function Volume({ reseller, words: { t, f } }: { reseller: ResellerDetail; words: Words }) {
  const used = reseller.spaces.reduce((sum, { usedBytes }) => sum + usedBytes, 0)
  const state = listQuotaState(used, reseller.allocatedBytes)
  const percent = quotaPercent(used, reseller.allocatedBytes) ?? 0
  return (
    <Fact name={t('reseller.volume')}>
      <span className="font-semibold text-[15px]">{f.bytes(used)}</span>{' '}
      <span className="font-normal text-[13px] text-muted">{t('operator.ofAllocated', { volume: f.bytes(reseller.allocatedBytes) })}</span>
      <span className="mt-1.5 flex items-center gap-3" data-state={state}>
        <Meter
          percent={percent}
          label={t('operator.usage', { reseller: reseller.name })}
          text={f.percent(percent)}
          state={state}
          className="h-2.5 flex-1"
        />
        <span className="font-semibold text-(--state-ink) text-[13px] tabular-nums">{f.percent(percent)}</span>
      </span>
    </Fact>
  )
}
