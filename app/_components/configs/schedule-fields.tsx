'use client'

import { useWords } from '@/app/_components/i18n/provider'
import { describedBy, Field, inputClass } from '@/app/_components/ui/field'
import { hourSteps, scheduleKinds } from '@/lib/configs/schedule-choice'
import type { ScheduleValues } from './config-form-values'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0]

/** `unchanged` names a further choice that leaves the schedule as it is. */
type Props = { values: ScheduleValues | null; unchanged?: string; error?: string }

/** When to back up. The style sheet shows the parts that go with the choice, so that it works without scripts too. */
export function ScheduleFields({ values, unchanged, error }: Props) {
  const { t } = useWords()
  const hint = t('config.fields.scheduleHint')
  const kind = unchanged === undefined ? (values?.scheduleKind ?? 'none') : 'unchanged'
  return (
    <div className="schedule grid items-start gap-x-5 gap-y-4 lg:grid-cols-2">
      <Field id="config-schedule" label={t('config.fields.schedule')} hint={hint} error={error}>
        <select
          id="config-schedule"
          name="scheduleKind"
          defaultValue={kind}
          {...describedBy('config-schedule', { hint, error })}
          className={inputClass}
        >
          {unchanged !== undefined && <option value="unchanged">{unchanged}</option>}
          {scheduleKinds.map((choice) => (
            <option key={choice} value={choice}>
              {t(`config.scheduleKinds.${choice}`)}
            </option>
          ))}
        </select>
      </Field>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
        <div data-for="weekly">
          <Field id="config-weekday" label={t('config.fields.weekday')}>
            <select id="config-weekday" name="weekday" defaultValue={values?.weekday ?? '1'} className={inputClass}>
              {WEEKDAYS.map((day) => (
                <option key={day} value={day}>
                  {t(`config.weekdays.${day as 0}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <div data-for="daily workdays weekly">
          <Field id="config-time" label={t('config.fields.time')}>
            <input id="config-time" name="time" type="time" defaultValue={values?.time ?? '21:00'} className={inputClass} />
          </Field>
        </div>
        <div data-for="hourly">
          <Field id="config-hours" label={t('config.fields.hours')}>
            <select id="config-hours" name="hours" defaultValue={values?.hours ?? '4'} className={inputClass}>
              {hourSteps.map((count) => (
                <option key={count} value={count}>
                  {t('config.fields.hoursValue', { count })}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <div data-for="custom" className="sm:col-span-2">
          <Field id="config-cron" label={t('config.fields.cron')} hint={t('config.fields.cronHint')}>
            <input
              id="config-cron"
              name="cron"
              defaultValue={values?.cron}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              aria-describedby="config-cron-hint"
              className={`${inputClass} font-mono`}
            />
          </Field>
        </div>
      </div>
    </div>
  )
}
