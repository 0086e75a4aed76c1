import { PauseCircle, TriangleAlert } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import { Link } from '@/app/_components/ui/link'
import { Meter } from '@/app/_components/ui/meter'
import { Moment } from '@/app/_components/ui/moment'
import { listQuotaState, quotaPercent } from '@/lib/contracts/quota'
import type { ResellerOverview } from '@/lib/resellers/types'
import { ResellerActions } from './reseller-actions'

type Props = { reseller: ResellerOverview; now: Date; words: Words }

export function ResellerRow({ reseller, now, words: { t, f } }: Props) {
  const { id, name, product, administrationOption, hosts, lastReportAt, suspendedAt } = reseller
  return (
    <tr data-reseller-id={id} data-state={suspendedAt ? 'suspended' : listQuotaState(reseller.storedBytes, reseller.allocatedBytes)}>
      <td>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/operator/resellers/${id}`} className="font-semibold hover:text-accent hover:underline">
            {name}
          </Link>
          {suspendedAt && <Chip icon={PauseCircle}>{t('operator.suspended')}</Chip>}
        </span>
      </td>
      <td data-label={t('operator.columns.product')}>
        <span>
          {t(`operator.product.${product}`)}
          <small>
            {[t(`operator.pack.${reseller.pack}`), administrationOption && t('operator.withOption')].filter(Boolean).join(', ')}
          </small>
        </span>
      </td>
      <td data-label={t('operator.columns.brand')}>
        <span>
          {reseller.brandName}
          <small>{hosts.join(', ')}</small>
        </span>
      </td>
      <td className="number" data-label={t('operator.columns.machines')}>
        <span>
          {f.number(reseller.machineCount)}
          <small>{t('operator.contractsOf', { count: reseller.contractCount })}</small>
        </span>
      </td>
      <td className="number" data-label={t('operator.columns.alert')}>
        {reseller.inAlert > 0 ? (
          <Chip icon={TriangleAlert} tone="danger">
            {f.number(reseller.inAlert)}
          </Chip>
        ) : (
          f.number(0)
        )}
      </td>
      <td data-label={t('operator.columns.used')} className="sm:pl-4!">
        <Usage reseller={reseller} words={{ t, f }} />
      </td>
      <td data-label={t('operator.columns.heard')} className="whitespace-nowrap text-muted">
        {lastReportAt ? <Moment at={lastReportAt.getTime()} now={now.getTime()} /> : t('operator.neverHeard')}
      </td>
      <td>
        <ResellerActions reseller={{ id, name, suspended: suspendedAt !== null, machineCount: reseller.machineCount }} look="icons" />
      </td>
    </tr>
  )
}

function Usage({ reseller, words: { t, f } }: { reseller: ResellerOverview; words: Words }) {
  const percent = quotaPercent(reseller.storedBytes, reseller.allocatedBytes)
  const text = percent === null ? '–' : f.percent(percent)
  return (
    <span className="grid w-full min-w-0 gap-1 max-lg:max-w-64">
      <span className="flex justify-between gap-3 text-[12.5px] tabular-nums">
        <span>
          {f.bytes(reseller.storedBytes)}{' '}
          <span className="text-muted">{t('operator.ofAllocated', { volume: f.bytes(reseller.allocatedBytes) })}</span>
        </span>
        <span className="font-semibold text-(--state-ink)">{text}</span>
      </span>
      <Meter
        percent={percent ?? 0}
        label={t('operator.usage', { reseller: reseller.name })}
        text={text}
        state={listQuotaState(reseller.storedBytes, reseller.allocatedBytes)}
      />
    </span>
  )
}
