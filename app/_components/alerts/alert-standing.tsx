import { clsx } from 'clsx'
import { BellOff, Flame, Hand } from 'lucide-react'
import type { Words } from '@/app/_components/i18n/request'
import { Chip } from '@/app/_components/ui/chip'
import type { OpenAlert } from '@/lib/alerts/types'

type Props = {
  alert: OpenAlert
  /** In a table's row, whose values stand at the right on a phone. */
  inRow?: boolean
  words: Words
}

/** What has become of an open episode: that it has escalated, and who has it in hand or lets it rest, and why. */
export function AlertStanding({ alert: { escalated, hold }, inRow, words: { t, f } }: Props) {
  if (!escalated && !hold) return null
  return (
    <span className={clsx('mt-1 flex flex-wrap items-center gap-x-2 gap-y-1', inRow && 'max-sm:justify-end')}>
      {escalated && (
        <Chip icon={Flame} tone="danger">
          {t('episodes.escalated')}
        </Chip>
      )}
      {hold && (
        <Chip icon={hold.kind === 'acknowledged' ? Hand : BellOff}>
          {hold.until ? t('episodes.snoozed', { date: f.date(hold.until.getTime()) }) : t('episodes.acknowledged')}
        </Chip>
      )}
      {hold && (
        <span className="text-[12.5px] text-muted [overflow-wrap:anywhere]">
          {t('episodes.heldBy', { by: hold.by, reason: hold.reason })}
        </span>
      )}
    </span>
  )
}
