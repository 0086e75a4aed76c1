import { Ban, CheckCircle2, CircleDashed, LoaderCircle, type LucideIcon, TriangleAlert, XCircle } from 'lucide-react'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import type { Outcome } from '@/lib/control-room/types'
import type { Translate } from '@/lib/i18n/translator'

const looks: Record<Outcome, [icon: LucideIcon, tone: Tone]> = {
  running: [LoaderCircle, 'neutral'],
  success: [CheckCircle2, 'good'],
  partial: [TriangleAlert, 'warning'],
  failed: [XCircle, 'danger'],
  cancelled: [Ban, 'neutral'],
  lost: [CircleDashed, 'danger'],
}

export function OutcomeChip({ outcome, t }: { outcome: Outcome; t: Translate }) {
  const [icon, tone] = looks[outcome]
  return (
    <Chip icon={icon} tone={tone}>
      {t(`outcome.${outcome}`)}
    </Chip>
  )
}
