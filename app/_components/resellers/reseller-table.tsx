import { Building2, PauseCircle } from 'lucide-react'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { Locale } from '@/lib/auth/types'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import type { ResellerRow } from '@/lib/resellers/types'

export function ResellerTable({ resellers, locale }: { resellers: ResellerRow[]; locale: Locale }) {
  const t = translator(locale)
  if (resellers.length === 0) {
    return (
      <Panel>
        <EmptyState icon={Building2} title={t('operator.empty')} text={t('operator.emptyText')}>
          <code className="rounded-[6px] bg-raised px-2 py-1 text-[12px]">npm run -s operator -- reseller add</code>
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('operator.columns.name')}</th>
              <th scope="col">{t('operator.columns.product')}</th>
              <th scope="col">{t('operator.columns.brand')}</th>
              <th scope="col" className="number">
                {t('operator.columns.contracts')}
              </th>
              <th scope="col" className="number">
                {t('operator.columns.machines')}
              </th>
              <th scope="col" className="number">
                {t('operator.columns.stored')}
              </th>
              <th scope="col" className="number">
                {t('operator.columns.allocated')}
              </th>
            </tr>
          </thead>
          <tbody>
            {resellers.map((reseller) => (
              <Row key={reseller.id} reseller={reseller} locale={locale} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Row({ reseller, locale }: { reseller: ResellerRow; locale: Locale }) {
  const [t, f] = [translator(locale), formatter(locale, 'UTC')]
  return (
    <tr>
      <td>
        <span className="mr-2 font-semibold">{reseller.name}</span>
        {reseller.suspendedAt && <Chip icon={PauseCircle}>{t('operator.suspended')}</Chip>}
      </td>
      <td data-label={t('operator.columns.product')}>
        <span>
          {t(`operator.product.${reseller.product}`)}
          <small>{t(`operator.pack.${reseller.pack}`)}</small>
        </span>
      </td>
      <td data-label={t('operator.columns.brand')}>
        <span>
          {reseller.brandName}
          <small>{reseller.hosts.join(', ')}</small>
        </span>
      </td>
      <td className="number" data-label={t('operator.columns.contracts')}>
        {f.number(reseller.contractCount)}
      </td>
      <td className="number" data-label={t('operator.columns.machines')}>
        {f.number(reseller.machineCount)}
      </td>
      <td className="number" data-label={t('operator.columns.stored')}>
        {f.bytes(reseller.storedBytes)}
      </td>
      <td className="number" data-label={t('operator.columns.allocated')}>
        {f.bytes(reseller.allocatedBytes)}
      </td>
    </tr>
  )
}
