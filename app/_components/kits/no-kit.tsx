import { Link2, PackageX } from 'lucide-react'
import { BrandMark } from '@/app/_components/brand/brand-mark'
import { Support } from '@/app/_components/sign-in/support'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { Brand } from '@/lib/hosts/types'
import type { Translate } from '@/lib/i18n/translator'

type Props = { kind: 'none' | 'link_needed'; brand: Brand; t: Translate }

/** Why there is nothing to download here, and whom to ask. */
export function NoKit({ kind, brand, t }: Props) {
  return (
    <Panel>
      <p className="flex items-center gap-2.5 font-semibold text-[15px] tracking-[-0.01em]">
        <BrandMark brand={brand} size={36} />
        {brand.productName}
      </p>
      <Reason kind={kind} t={t} />
      <Support brand={brand} t={t} />
    </Panel>
  )
}

function Reason({ kind, t }: Omit<Props, 'brand'>) {
  return kind === 'none' ? (
    <EmptyState icon={PackageX} heading="h1" title={t('download.none')} text={t('download.noneText')} />
  ) : (
    <EmptyState icon={Link2} heading="h1" title={t('download.linkNeeded')} text={t('download.linkNeededText')} />
  )
}
