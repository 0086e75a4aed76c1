import { Archive, CheckCircle2, PencilLine } from 'lucide-react'
import { Chip } from '@/app/_components/ui/chip'
import type { Translate } from '@/lib/i18n/translator'
import type { KitState } from '@/lib/kits/state'

const icons = { draft: PencilLine, published: CheckCircle2, retired: Archive }

export function KitStateChip({ state, t }: { state: KitState; t: Translate }) {
  return (
    <Chip icon={icons[state]} tone={state === 'published' ? 'good' : 'neutral'}>
      {t(`kits.state.${state}`)}
    </Chip>
  )
}
