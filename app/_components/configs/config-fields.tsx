'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import type { ConfigProblem } from '@/lib/agent-protocol/config'
import { type ConfigEditorState, linesIn } from './config-form-values'
import { problemText, type Say } from './describe'
import { LinesField } from './lines-field'
import { ScheduleFields } from './schedule-fields'

/** The usual settings of a configuration; whatever else its file says stays in it. */
export function ConfigFields({ state }: { state: ConfigEditorState }) {
  const { t } = useWords()
  const { values, failure } = state
  const problems = failure?.reason === 'invalid' ? failure.problems : []
  const errors = (key: string, lines: string[] = []) => errorOf(problems, key, lines, t)
  return (
    <div className="grid gap-5">
      <input type="hidden" name="body" value={state.body} />
      <div className="grid gap-x-5 gap-y-4 lg:grid-cols-2">
        <LinesField
          name="paths"
          label={t('config.fields.paths')}
          hint={t('config.fields.pathsHint')}
          value={values.paths}
          error={errors('paths', linesIn(values.paths))}
        />
        <LinesField
          name="excludes"
          label={t('config.fields.excludes')}
          hint={t('config.fields.excludesHint')}
          value={values.excludes}
          error={errors('excludes', linesIn(values.excludes))}
        />
      </div>
      <ScheduleFields values={values} error={errors('schedule')} />
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        {(['uploadKiBps', 'downloadKiBps'] as const).map((name) => {
          const notes = { hint: t('config.fields.bandwidthHint'), error: errors(`bandwidth.${name}`) }
          return (
            <Field key={name} id={`config-${name}`} label={t(`config.fields.${name}`)} {...notes}>
              <input
                id={`config-${name}`}
                name={name}
                inputMode="numeric"
                maxLength={12}
                autoComplete="off"
                defaultValue={values[name]}
                {...describedBy(`config-${name}`, notes)}
                className={inputClass}
              />
            </Field>
          )
        })}
      </div>
    </div>
  )
}

/** What is wrong with a field, naming the line it is about where it has several. */
function errorOf(problems: ConfigProblem[], key: string, lines: string[], t: Say): string | undefined {
  const mine = problems.filter((problem) => problem.key === key || problem.key.startsWith(`${key}.`))
  const texts = mine.map((problem) => {
    const line = lines[Number(problem.key.slice(key.length + 1))]
    return problem.key === key || line === undefined ? problemText(problem, t) : `« ${line} » : ${problemText(problem, t)}`
  })
  return texts.length > 0 ? texts.join(' ') : undefined
}
