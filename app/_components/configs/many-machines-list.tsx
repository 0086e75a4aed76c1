'use client'

import { ShieldAlert } from 'lucide-react'
import { useWords } from '@/app/_components/i18n/provider'
import { Chip } from '@/app/_components/ui/chip'
import { ConfigDiff } from './config-diff'
import { problemText } from './describe'
import { LossList } from './loss-list'
import type { ManyMachine } from './many-form-values'

/** What a change does to each machine: its lines, what it loses, what is wrong. */
export function ManyMachinesList({ machines }: { machines: ManyMachine[] }) {
  const { t } = useWords()
  return (
    <ul className="grid gap-3">
      {machines.map((machine) => (
        <li key={machine.id}>
          <details
            open={machines.length <= 3 || machine.losses.length > 0 || machine.problems.length > 0}
            className="rounded-[8px] border border-line px-3 py-2"
          >
            <summary className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{machine.name}</span>
              {machine.becomesOwn && <span className="text-[12.5px] text-muted">{t('contractConfig.becomesOwn')}</span>}
              {machine.losses.length > 0 && (
                <Chip icon={ShieldAlert} tone="warning">
                  {t('config.protectsLessMark')}
                </Chip>
              )}
            </summary>
            <div className="mt-2 grid gap-2">
              {machine.losses.length > 0 && (
                <div className="text-[13px] text-warning">
                  <LossList losses={machine.losses} t={t} />
                </div>
              )}
              {machine.problems.map((problem) => (
                <p key={`${problem.key}/${problem.line}/${problem.column}`} className="text-[13px] text-danger">
                  {problem.key && <code className="font-mono">{problem.key} · </code>}
                  {problemText(problem, t)}
                </p>
              ))}
              <ConfigDiff hunks={machine.diff} t={t} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
