import type { Words } from '@/app/_components/i18n/request'
import { Fact } from '@/app/_components/ui/fact'
import { Meter } from '@/app/_components/ui/meter'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { ContractDetail } from '@/lib/contracts/types'

/** The state of a contract by the contract list's thresholds, or `suspended`. */
export const contractState = (contract: ContractDetail) =>
  contract.suspendedAt ? 'suspended' : listQuotaState(contract.usedBytes, contract.subscribedBytes)

type Props = { contract: ContractDetail; fullDay: string | null; words: Words }

export function ContractSummary({ contract, fullDay, words: { t, f } }: Props) {
  const limit =
    contract.machineLimit === null ? `· ${t('contract.unlimited')}` : t('contract.limit', { limit: f.number(contract.machineLimit) })
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-4 max-lg:[&>:first-child]:col-span-2 lg:grid-cols-[1.5fr_1fr_1.2fr_1fr]">
      <Volume contract={contract} fullDay={fullDay} words={{ t, f }} />
      <Fact name={t('contract.machines')}>
        {f.number(contract.machineCount)} <span className="text-[13px] text-muted">{limit}</span>
      </Fact>
      <Fact name={t('contract.clientEmail')}>
        <a href={`mailto:${contract.clientEmail}`} className="hover:text-accent hover:underline">
          {contract.clientEmail}
        </a>
      </Fact>
      <Fact name={t('contract.retention')}>
        {t('contract.days', { count: contract.retentionDays })}
        <span className="block text-[12.5px] text-muted">{t('contract.createdAt', { date: f.date(contract.createdAt.getTime()) })}</span>
      </Fact>
    </dl>
  )
}

function Volume({ contract, fullDay, words: { t, f } }: Props) {
  const { usedBytes, subscribedBytes } = contract
  const percent = quotaPercent(usedBytes, subscribedBytes)
  const shown = percent === null ? t('contracts.noVolume') : f.percent(percent)
  const rest =
    usedBytes > subscribedBytes
      ? t('contract.exceeded', { percent: shown, over: f.bytes(usedBytes - subscribedBytes) })
      : t('contract.left', { percent: shown, left: f.bytes(subscribedBytes - usedBytes) })
  return (
    <Fact name={t('contract.volume')}>
      <span className="font-semibold text-[15px]">{f.bytes(usedBytes)}</span>{' '}
      <span className="text-[13px] text-muted">{t('contract.ofSubscribed', { subscribed: f.bytes(subscribedBytes) })}</span>
      <span className="mt-1.5 block" data-state={contractState(contract)}>
        <Meter
          percent={percent ?? (usedBytes > 0 ? 100 : 0)}
          label={t('contracts.usage', { contract: contract.title })}
          text={shown}
          state={contractState(contract)}
          className="h-2.5"
        />
        <span className="mt-1 flex flex-wrap justify-between gap-x-3 text-[12.5px]">
          <span className="font-semibold text-(--state-ink)">{rest}</span>
          {fullDay && (
            <span className="font-normal text-muted" title={t('contract.fullOnHint')}>
              {t('contract.fullOn', { day: f.calendarDay(fullDay) })}
            </span>
          )}
        </span>
      </span>
    </Fact>
  )
}
