import { clsx } from 'clsx'

type Props = { percent: number; label: string; text?: string; state?: string; kind?: 'meter' | 'progressbar'; className?: string }

/** A bar with a number for readers; beyond 100 % it is simply full. The visible figure stands beside it. */
export function Meter({ percent, label, text, state, kind = 'meter', className }: Props) {
  const shown = Math.min(100, Math.max(0, percent))
  const value = {
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(shown),
    'aria-valuetext': text,
  }
  return (
    <div role={kind} {...value} data-state={state} className={clsx('h-2 overflow-hidden rounded-full bg-line', className)}>
      <div
        className={clsx('h-full rounded-full transition-[width] duration-500', state ? 'state-fill' : 'bg-accent')}
        style={{ width: `${shown}%` }}
      />
    </div>
  )
}
