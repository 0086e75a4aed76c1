'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { type MachineState, machineStates } from '@/lib/machines/freshness'

type Props = { counts: Map<MachineState, number>; chosen: ReadonlySet<MachineState>; onToggle: (state: MachineState) => void }

/** What each colour means, how many there are, and a filter in one. */
export function Legend({ counts, chosen, onToggle }: Props) {
  const { t, f } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say "form" to readers
    <div role="group" aria-label={t('controlRoom.legend')} className="flex flex-wrap gap-1 xl:ml-auto">
      {machineStates.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen.has(state)}
          onClick={() => onToggle(state)}
          className="flex min-h-6 items-center gap-1.5 rounded-full border border-line px-1.5 py-0.5 text-[12px] hover:border-edge aria-pressed:border-ink aria-pressed:bg-raised"
        >
          <span data-state={state} className="state-fill size-[11px] rounded-[3px]" aria-hidden />
          {t(`machineState.label.${state}`)}
          <span className="font-semibold tabular-nums">{f.number(counts.get(state) ?? 0)}</span>
        </button>
      ))}
    </div>
  )
}
