import { Hourglass, Palette } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Chip } from '@/app/_components/ui/chip'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { Locale } from '@/lib/auth/types'
import type { BrandRow } from '@/lib/brands/types'
import { formatter } from '@/lib/i18n/formatter'
import type { Translate } from '@/lib/i18n/translator'
import { accentProperties } from './accent'
import { BrandMark } from './brand-mark'

type Props = { brands: BrandRow[]; t: Translate; locale: Locale }

/** All brands of the platform; each row leads to its editor. */
export function BrandTable({ brands, t, locale }: Props) {
  if (brands.length === 0) {
    return (
      <Panel>
        <EmptyState icon={Palette} title={t('brands.empty')} text={t('brands.emptyText')} />
      </Panel>
    )
  }
  return (
    <Panel>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('brands.columns.brand')}</th>
              <th scope="col">{t('brands.columns.owner')}</th>
              <th scope="col">{t('brands.columns.hosts')}</th>
              <th scope="col" className="number">
                {t('brands.columns.resellers')}
              </th>
            </tr>
          </thead>
          <tbody>
            {brands.map((brand) => (
              <Row key={brand.id} brand={brand} t={t} locale={locale} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Row({ brand, t, locale }: { brand: BrandRow; t: Translate; locale: Locale }) {
  const path = `/operator/brands/${brand.id}`
  return (
    <tr>
      <td>
        <span className="flex min-w-0 items-center gap-2.5 text-left">
          <span className="brand-preview" style={accentProperties(brand.accentColor) as CSSProperties}>
            <BrandMark brand={brand} address={brand.logo && `${path}/logo?v=${brand.logo.hash}`} />
          </span>
          <span className="min-w-0">
            <Link href={path} className="font-semibold hover:underline">
              {brand.productName}
            </Link>
            <small>{brand.slug}</small>
          </span>
        </span>
      </td>
      <td data-label={t('brands.columns.owner')}>
        {brand.owner ?? t(brand.audience === 'operator' ? 'brands.console' : 'brands.platform')}
      </td>
      <td data-label={t('brands.columns.hosts')}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:justify-end">
          {brand.hosts.join(', ') || <span className="text-warning">{t('brands.noHost')}</span>}
          {brand.claimCount > 0 && (
            <Chip icon={Hourglass} tone="warning">
              {t('brands.claims', { count: brand.claimCount })}
            </Chip>
          )}
        </span>
      </td>
      <td className="number" data-label={t('brands.columns.resellers')}>
        {formatter(locale, 'UTC').number(brand.resellerCount)}
      </td>
    </tr>
  )
}
