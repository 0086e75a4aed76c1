'use client'

import { useEffect, useRef } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { inputClass } from '@/app/_components/ui/field'
import type { ConfigProblem } from '@/lib/agent-protocol/config'
import type { ConfigEditorState } from './config-form-values'
import { ProblemList } from './problem-list'

const areaClass = `${inputClass} resize-y font-mono text-[13px] leading-[1.5]`

/** The file as text; a problem's place is one click away, and who was overtaken sees the other's file beside. */
export function ConfigFileField({ state }: { state: ConfigEditorState }) {
  const { t } = useWords()
  const area = useRef<HTMLTextAreaElement>(null)
  const { failure } = state
  const problems = failure?.reason === 'invalid' ? failure.problems : []
  const theirs = failure?.reason === 'changed_meanwhile' ? failure.current : null

  function goTo({ line, column }: Pick<ConfigProblem, 'line' | 'column'>) {
    const element = area.current
    if (!element) return
    const lines = element.value.split('\n')
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
    element.focus()
    element.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0))
    element.scrollTop = ((line - 3) / lines.length) * element.scrollHeight
  }

  useEffect(() => {
    if (state.attempt > 0) area.current?.focus({ preventScroll: true })
  }, [state.attempt])

  return (
    <div className="grid gap-3">
      {problems.length > 0 && (
        <div id="config-failure">
          <ProblemList problems={problems} goTo={goTo} />
        </div>
      )}
      <div className={theirs === null ? 'grid' : 'grid gap-3 lg:grid-cols-2'}>
        <label className="grid content-start gap-1.5">
          <span className="font-medium text-[13px]">{t('config.yours')}</span>
          <textarea
            ref={area}
            name="body"
            defaultValue={state.body}
            rows={20}
            wrap="off"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problems.length > 0 || undefined}
            aria-describedby={problems.length > 0 ? 'config-failure' : 'config-hint'}
            className={areaClass}
          />
        </label>
        {theirs !== null && (
          <label className="grid content-start gap-1.5">
            <span className="font-medium text-[13px]">{t('config.theirs', { version: state.baseVersion })}</span>
            <textarea readOnly rows={20} wrap="off" value={theirs} className={areaClass} />
          </label>
        )}
      </div>
      <p id="config-hint" className="text-[12.5px] text-muted">
        {t('config.hint')}
      </p>
    </div>
  )
}
