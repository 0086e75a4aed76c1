import { EyeOff } from 'lucide-react'
import type { Translate } from '@/lib/i18n/translator'

type Props = { count: number; show: () => Promise<void>; t: Translate }

/** What this user took off the list: that it goes on all the same, and the way back. */
export function HiddenLine({ count, show, t }: Props) {
  return (
    <div role="status">
      {count > 0 && (
        <form action={show} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px]">
          <EyeOff className="size-4 shrink-0 text-muted" aria-hidden />
          <span>{t('running.hidden', { count })}</span>
          <span aria-hidden>·</span>
          <button type="submit" className="font-medium text-accent underline decoration-1 underline-offset-2">
            {t('running.showAgain')}
          </button>
          <span className="text-muted">{t('running.hiddenText')}</span>
        </form>
      )}
    </div>
  )
}
