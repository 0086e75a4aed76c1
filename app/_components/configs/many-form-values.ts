import type { ConfigProblem } from '@/lib/agent-protocol/config'
import type { DiffLine } from '@/lib/configs/line-diff'
import type { ChangeConfigs } from '@/lib/configs/schema'
import type { Loss } from '@/lib/configs/types'
import { linesIn, readLines, readScheduleValues, type ScheduleValues, scheduleOf, wholeNumber } from './config-form-values'

/** What is to change in many files, as it stands in the browser; a null schedule leaves each as it is. */
export type ManyValues = {
  addPaths: string
  addExcludes: string
  removePaths: string[]
  removeExcludes: string[]
  schedule: ScheduleValues | null
  uploadKiBps: string
  downloadKiBps: string
}

/** What the change does to one machine, ready to be shown. */
export type ManyMachine = { id: string; name: string; becomesOwn: boolean; losses: Loss[]; problems: ConfigProblem[]; diff: DiffLine[][] }
export type ManyFailure =
  | { reason: 'invalid'; machines: ManyMachine[] }
  | { reason: 'fields' | 'nothing' | 'forbidden' }
  | { reason: 'overtaken'; names: string[] }

export type ManyState = {
  attempt: number
  values: ManyValues
  failure: ManyFailure | null
  /** Null while editing; then what each machine would get, and what names the losses shown. */
  review: { machines: ManyMachine[]; accept: string | null } | null
}

export const NO_CHANGES: ManyValues = {
  addPaths: '',
  addExcludes: '',
  removePaths: [],
  removeExcludes: [],
  schedule: null,
  uploadKiBps: '',
  downloadKiBps: '',
}

export const readManyValues = (form: FormData): ManyValues => ({
  addPaths: readLines(form, 'addPaths'),
  addExcludes: readLines(form, 'addExcludes'),
  removePaths: form.getAll('removePaths').map(String),
  removeExcludes: form.getAll('removeExcludes').map(String),
  schedule: form.get('scheduleKind') === 'unchanged' ? null : readScheduleValues(form),
  uploadKiBps: String(form.get('uploadKiBps') ?? '').slice(0, 20),
  downloadKiBps: String(form.get('downloadKiBps') ?? '').slice(0, 20),
})

/** The input of the command. An empty bandwidth leaves it, 0 takes the limit away; what is no number is left to the schema to refuse. */
export function changesIn(values: ManyValues): ChangeConfigs['changes'] {
  const bandwidth = (typed: string) => {
    const value = wholeNumber(typed)
    return value === null ? undefined : value === 0 ? null : value
  }
  return {
    addPaths: linesIn(values.addPaths),
    addExcludes: linesIn(values.addExcludes),
    removePaths: values.removePaths,
    removeExcludes: values.removeExcludes,
    schedule: values.schedule === null ? undefined : scheduleOf(values.schedule),
    uploadKiBps: bandwidth(values.uploadKiBps),
    downloadKiBps: bandwidth(values.downloadKiBps),
  }
}
