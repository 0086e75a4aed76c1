import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import type { Translate } from '@/lib/i18n/translator'
import type { ResellerDetail } from '@/lib/resellers/types'

/** Under which brand a reseller appears, and where. */
export function BrandPanel({ reseller, t }: { reseller: ResellerDetail; t: Translate }) {
  return (
    <Panel title={t('reseller.brand')} titleId="brand" hint={t(reseller.ownsBrand ? 'reseller.brandOwn' : 'reseller.brandShared')}>
      <p>
        <Link href={`/operator/brands/${reseller.brandId}`} className="font-semibold hover:text-accent hover:underline">
          {reseller.brandName}
        </Link>
      </p>
      {reseller.hosts.length > 0 ? (
        <ul className="mt-1 grid gap-0.5 font-mono text-[13px] text-muted">
          {reseller.hosts.map((host) => (
            <li key={host} className="[overflow-wrap:anywhere]">
              {host}
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-1 text-[13px] text-warning">{t('reseller.noHost')}</p>
      )}
    </Panel>
  )
}
