'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { Field, inputClass } from '@/app/_components/ui/field'
import { LinesField } from './lines-field'
import type { ManyValues } from './many-form-values'
import { ScheduleFields } from './schedule-fields'

/** A folder or pattern that some of the chosen machines have. */
export type Shared = { text: string; machines: number }
type Props = { values: ManyValues; paths: Shared[]; excludes: Shared[] }

/** What can be changed in many files at once: what is added, what goes, when, and how fast. */
export function ManyFields({ values, paths, excludes }: Props) {
  const { t } = useWords()
  return (
    <div className="grid gap-5">
      <div className="grid gap-x-5 gap-y-4 lg:grid-cols-2">
        <LinesField
          name="addPaths"
          label={t('contractConfig.addPaths')}
          hint={t('config.fields.pathsHint')}
          value={values.addPaths}
          rows={3}
        />
        <LinesField
          name="addExcludes"
          label={t('contractConfig.addExcludes')}
          hint={t('config.fields.excludesHint')}
          value={values.addExcludes}
          rows={3}
        />
        <Removals name="removePaths" legend={t('contractConfig.removePaths')} shared={paths} chosen={values.removePaths} />
        <Removals name="removeExcludes" legend={t('contractConfig.removeExcludes')} shared={excludes} chosen={values.removeExcludes} />
      </div>
      <ScheduleFields values={values.schedule} unchanged={t('contractConfig.unchanged')} />
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        {(['uploadKiBps', 'downloadKiBps'] as const).map((name) => (
          <Field key={name} id={`config-${name}`} label={t(`config.fields.${name}`)} hint={t('contractConfig.bandwidthHint')}>
            <input
              id={`config-${name}`}
              name={name}
              inputMode="numeric"
              maxLength={12}
              autoComplete="off"
              defaultValue={values[name]}
              aria-describedby={`config-${name}-hint`}
              className={inputClass}
            />
          </Field>
        ))}
      </div>
    </div>
  )
}

function Removals({ name, legend, shared, chosen }: { name: string; legend: string; shared: Shared[]; chosen: string[] }) {
  const { t } = useWords()
  if (shared.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-[13px]">{legend}</legend>
      <div className="grid max-h-44 gap-1.5 overflow-y-auto rounded-[8px] border border-line p-2.5">
        {shared.map(({ text, machines }) => (
          <label key={text} className="flex items-start gap-2 text-[13px]">
            <input
              type="checkbox"
              name={name}
              value={text}
              defaultChecked={chosen.includes(text)}
              className="mt-0.5 size-4 shrink-0 accent-(--accent)"
            />
            <code className="min-w-0 font-mono [overflow-wrap:anywhere]">{text}</code>
            <span className="ml-auto shrink-0 text-muted">{t('contractConfig.onMachines', { count: machines })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
