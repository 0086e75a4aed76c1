import type { Loss } from '@/lib/configs/types'
import { lossText, type Say } from './describe'

/** What a change no longer protects, one sentence each. */
export function LossList({ losses, t }: { losses: Loss[]; t: Say }) {
  return (
    <ul className="grid list-disc gap-1 pl-4 [overflow-wrap:anywhere]">
      {losses.map((loss) => (
        <li key={JSON.stringify(loss)}>{lossText(loss, t)}</li>
      ))}
    </ul>
  )
}
