import type { ConfigProblem } from '@/lib/agent-protocol/config'
import type { DiffLine } from '@/lib/configs/line-diff'
import { cronOf, type ScheduleChoice, scheduleChoice, scheduleKinds } from '@/lib/configs/schedule-choice'
import type { ConfigSettings, Loss } from '@/lib/configs/types'

export type ScheduleKind = (typeof scheduleKinds)[number]
/** When to back up, as it stands in the browser. */
export type ScheduleValues = { scheduleKind: ScheduleKind; time: string; weekday: string; hours: string; cron: string }
/** The form as it stands in the browser: what was typed, letter by letter; one folder or pattern a line. */
export type ConfigValues = ScheduleValues & { paths: string; excludes: string; uploadKiBps: string; downloadKiBps: string }

export type ConfigView = 'form' | 'file'
/** What a change loses, and its lines, for the person to confirm. `machines` counts those that follow a contract's default. */
export type ConfigReview = { losses: Loss[]; accept: string; diff: DiffLine[][]; machines: number | null }
export type ConfigFailure =
  | { reason: 'invalid'; problems: ConfigProblem[] }
  | { reason: 'too_long' | 'forbidden' }
  | { reason: 'changed_meanwhile'; current: string }

export type ConfigEditorState = {
  /** Counts the tries; each draws the editor anew. */
  attempt: number
  view: ConfigView
  /** The file; in the form's view, as it was before what is typed there. */
  body: string
  values: ConfigValues
  baseVersion: number
  failure: ConfigFailure | null
  review: ConfigReview | null
}

const DEFAULTS: ScheduleValues = { scheduleKind: 'daily', time: '21:00', weekday: '1', hours: '4', cron: '' }

export function scheduleValues(cron: string | null): ScheduleValues {
  const choice = scheduleChoice(cron)
  return {
    ...DEFAULTS,
    scheduleKind: choice.kind,
    ...('time' in choice && { time: choice.time }),
    ...('weekday' in choice && { weekday: String(choice.weekday) }),
    ...('hours' in choice && { hours: String(choice.hours) }),
    ...('cron' in choice && { cron: choice.cron }),
  }
}

export const configValues = (settings: ConfigSettings): ConfigValues => ({
  ...scheduleValues(settings.schedule),
  paths: settings.paths.join('\n'),
  excludes: settings.excludes.join('\n'),
  uploadKiBps: settings.uploadKiBps === null ? '' : String(settings.uploadKiBps),
  downloadKiBps: settings.downloadKiBps === null ? '' : String(settings.downloadKiBps),
})

const text = (form: FormData, name: string, max = 1000): string => String(form.get(name) ?? '').slice(0, max)

export function readScheduleValues(form: FormData): ScheduleValues {
  const kind = text(form, 'scheduleKind')
  return {
    scheduleKind: scheduleKinds.find((known) => known === kind) ?? 'none',
    time: text(form, 'time'),
    weekday: text(form, 'weekday'),
    hours: text(form, 'hours'),
    cron: text(form, 'cron'),
  }
}

export const readConfigValues = (form: FormData): ConfigValues => ({
  ...readScheduleValues(form),
  paths: readLines(form, 'paths'),
  excludes: readLines(form, 'excludes'),
  uploadKiBps: text(form, 'uploadKiBps'),
  downloadKiBps: text(form, 'downloadKiBps'),
})

/** A browser sends line ends as CRLF, whatever was shown. */
export const readLines = (form: FormData, name: string): string => text(form, name, 1_000_000).replaceAll('\r\n', '\n')

export function scheduleOf(values: ScheduleValues): string | null {
  const { scheduleKind: kind, time, cron } = values
  const choice = { kind, time, cron: cron.trim(), weekday: Number(values.weekday) || 0, hours: Number(values.hours) || 1 } as ScheduleChoice
  return cronOf(choice)
}

/** The settings that the form says; what cannot be read as a number is a problem of its own, the rest is left to the schema. */
export function settingsIn(values: ConfigValues): { settings: ConfigSettings; problems: ConfigProblem[] } {
  const [upload, download] = [wholeNumber(values.uploadKiBps), wholeNumber(values.downloadKiBps)]
  const problem = (key: string): ConfigProblem => ({ line: 0, column: 0, key, code: 'not_a_number' })
  return {
    settings: {
      paths: linesIn(values.paths),
      excludes: linesIn(values.excludes),
      schedule: scheduleOf(values),
      uploadKiBps: Number.isNaN(upload) ? null : upload,
      downloadKiBps: Number.isNaN(download) ? null : download,
    },
    problems: [
      ...(Number.isNaN(upload) ? [problem('bandwidth.uploadKiBps')] : []),
      ...(Number.isNaN(download) ? [problem('bandwidth.downloadKiBps')] : []),
    ],
  }
}

export const linesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

/** Null where nothing is typed, NaN where it is no whole number. */
export const wholeNumber = (typed: string): number | null => {
  const clean = typed.replace(/[\s\u202f]/g, '')
  return clean === '' ? null : /^\d{1,9}$/.test(clean) ? Number(clean) : Number.NaN
}
