'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { FormAlert } from '@/app/_components/ui/form-alert'
import type { ConfigProblem } from '@/lib/agent-protocol/config'
import { problemText } from './describe'

type Props = { problems: ConfigProblem[]; goTo?: (problem: ConfigProblem) => void }

/** All that is wrong in a file, each at its line and column; a click leads there. */
export function ProblemList({ problems, goTo }: Props) {
  const { t } = useWords()
  return (
    <FormAlert>
      <p className="font-semibold">{t('config.invalid')}</p>
      <ul className="mt-1 grid gap-1">
        {problems.map((problem) => {
          const place = t('config.place', { line: problem.line, column: problem.column })
          return (
            <li key={`${problem.line}/${problem.column}/${problem.code}/${problem.key}`}>
              {goTo ? (
                <button type="button" onClick={() => goTo(problem)} className="font-medium underline decoration-1 underline-offset-2">
                  {place}
                </button>
              ) : (
                <span className="font-medium">{place}</span>
              )}
              {problem.key && <code className="font-mono"> · {problem.key}</code>} · {problemText(problem, t)}
            </li>
          )
        })}
      </ul>
    </FormAlert>
  )
}
