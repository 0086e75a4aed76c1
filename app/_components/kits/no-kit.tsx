import { Link2, PackageX } from 'lucide-react'
import { EmptyState } from '@/app/_components/ui/empty-state'
import type { Translate } from '@/lib/i18n/translator'

/** Why there is nothing to download here, and whom to ask. */
export function NoKit({ kind, t }: { kind: 'none' | 'link_needed'; t: Translate }) {
  return kind === 'none' ? (
    <EmptyState icon={PackageX} heading="h1" title={t('download.none')} text={t('download.noneText')} />
  ) : (
    <EmptyState icon={Link2} heading="h1" title={t('download.linkNeeded')} text={t('download.linkNeededText')} />
  )
}
