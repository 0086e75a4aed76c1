import { CheckCheck, CircleX, Clock, type LucideIcon, RotateCcw } from 'lucide-react'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import type { Translate } from '@/lib/i18n/translator'
import type { DeliveryState } from '@/lib/webhooks/state'

const looks: Record<DeliveryState, [icon: LucideIcon, tone: Tone]> = {
  waiting: [Clock, 'neutral'],
  retrying: [RotateCcw, 'warning'],
  delivered: [CheckCheck, 'good'],
  failed: [CircleX, 'danger'],
}

export function DeliveryStateChip({ state, t }: { state: DeliveryState; t: Translate }) {
  const [icon, tone] = looks[state]
  return (
    <Chip icon={icon} tone={tone}>
      {t(`webhooks.deliveryState.${state}`)}
    </Chip>
  )
}
