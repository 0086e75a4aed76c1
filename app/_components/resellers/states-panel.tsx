import type { Words } from '@/app/_components/i18n/request'
import { Panel } from '@/app/_components/ui/panel'
import { machineStates } from '@/lib/machines/freshness'
import type { ResellerDetail } from '@/lib/resellers/types'

/** How a fleet stands, in the colours and words of the control room: one strip, and the number of each state. */
export function StatesPanel({ states, words: { t, f } }: { states: ResellerDetail['states']; words: Words }) {
  const counts = new Map(states.map(({ state, count }) => [state, count]))
  const shown = machineStates.filter((state) => counts.has(state))
  return (
    <Panel title={t('reseller.byState')} titleId="states">
      {shown.length === 0 ? (
        <p className="text-muted">{t('reseller.noMachine')}</p>
      ) : (
        <>
          <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-full">
            {shown.map((state) => (
              <span key={state} data-state={state} className="state-fill min-w-1" style={{ flexGrow: counts.get(state) }} />
            ))}
          </div>
          <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-[13px]">
            {shown.map((state) => (
              <li key={state} className="flex items-center gap-1.5" title={t(`machineState.sentence.${state}`)}>
                <span data-state={state} aria-hidden className="state-fill size-3 rounded-[3px]" />
                <span className="font-semibold tabular-nums">{f.number(counts.get(state) ?? 0)}</span>
                <span className="text-muted">{t(`machineState.label.${state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
