import { Bell, BellOff } from 'lucide-react'
import type { Translate } from '@/lib/i18n/translator'

/** Whether an alert is asked for: green bell, or red struck bell (requirements D4). */
export function AlertState({ on, t }: { on: boolean; t: Translate }) {
  const Icon = on ? Bell : BellOff
  return (
    <span className={`inline-flex items-center gap-1.5 ${on ? 'text-good' : 'text-danger'}`}>
      <Icon className="size-3.5 shrink-0" strokeWidth={2.2} aria-hidden />
      {t(on ? 'contract.alertOn' : 'contract.alertOff')}
    </span>
  )
}
