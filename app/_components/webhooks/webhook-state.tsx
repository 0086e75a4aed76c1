import { CircleCheck, CirclePause, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import type { Translate } from '@/lib/i18n/translator'
import type { WebhookState } from '@/lib/webhooks/state'

const looks: Record<WebhookState, [icon: LucideIcon, tone: Tone]> = {
  on: [CircleCheck, 'good'],
  failing: [TriangleAlert, 'warning'],
  off: [CirclePause, 'danger'],
}

export function WebhookStateChip({ state, t }: { state: WebhookState; t: Translate }) {
  const [icon, tone] = looks[state]
  return (
    <Chip icon={icon} tone={tone}>
      {t(`webhooks.state.${state}`)}
    </Chip>
  )
}
