import { CheckCheck, CircleX, Clock, Flag, type LucideIcon, RotateCcw, Send, Undo2 } from 'lucide-react'
import { Chip, type Tone } from '@/app/_components/ui/chip'
import type { Translate } from '@/lib/i18n/translator'
import type { MailState } from '@/lib/mails/state'

const looks: Record<MailState, [icon: LucideIcon, tone: Tone]> = {
  queued: [Clock, 'neutral'],
  retrying: [RotateCcw, 'warning'],
  sent: [Send, 'good'],
  delivered: [CheckCheck, 'good'],
  failed: [CircleX, 'danger'],
  bounced: [Undo2, 'danger'],
  complained: [Flag, 'danger'],
}

export function MailStateChip({ state, t }: { state: MailState; t: Translate }) {
  const [icon, tone] = looks[state]
  return (
    <Chip icon={icon} tone={tone}>
      {t(`mails.state.${state}`)}
    </Chip>
  )
}
