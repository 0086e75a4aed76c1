import { parseAgentConfig } from '@/lib/agent-protocol/config'
import { settingsOf, withSettings } from '@/lib/configs/document'
import { diffHunks, diffLines } from '@/lib/configs/line-diff'
import type { Loss } from '@/lib/configs/types'
import {
  type ConfigEditorState,
  type ConfigFailure,
  type ConfigValues,
  type ConfigView,
  configValues,
  readConfigValues,
  readLines,
  settingsIn,
} from './config-form-values'

const NOTHING = { paths: [], excludes: [], schedule: '0 21 * * *', uploadKiBps: null, downloadKiBps: null }

/** The editor as it opens: the form where it can show the file, else the file. */
export function openEditor(body: string, baseVersion: number): ConfigEditorState {
  const values = valuesIn(body)
  const start = { attempt: 0, body, baseVersion, failure: null, review: null }
  return values ? { ...start, view: 'form', values } : { ...start, view: 'file', values: configValues(NOTHING) }
}

/** What the form of the editor asks for. `confirmed` names the losses that the person has seen. */
export type Asked = {
  turnTo: ConfigView | null
  body: string
  values: ConfigValues
  view: ConfigView
  confirmed: string | null
  failure: ConfigFailure | null
}

/** Reads a submitted editor. In the form's view what is typed goes into the file first; that and the file are then one document. */
export function readEditor(form: FormData): Asked {
  const intent = String(form.get('intent') ?? 'save')
  const view: ConfigView = form.get('view') === 'file' ? 'file' : 'form'
  const confirmed = intent === 'confirm' ? String(form.get('accepted') ?? '') : null
  const turnTo = intent === 'form' || intent === 'file' ? intent : null
  const body = readLines(form, 'body')
  // The panel that asks for confirmation carries nothing but the file.
  if (view === 'file' || form.get('reviewed') !== null) {
    return {
      turnTo: intent === 'back' ? view : turnTo,
      body,
      values: valuesIn(body) ?? readConfigValues(form),
      view,
      confirmed,
      failure: null,
    }
  }
  const values = readConfigValues(form)
  const { settings, problems } = settingsIn(values)
  const failure = problems.length > 0 ? ({ reason: 'invalid', problems } as const) : null
  return { turnTo, body: withSettings(body, settings), values, view, confirmed, failure }
}

/** Turns to the other view of the same document; the form shows only what can be read. */
export function turnEditor(state: ConfigEditorState, asked: Asked): ConfigEditorState {
  const next = { ...state, attempt: state.attempt + 1, body: asked.body, values: asked.values, failure: asked.failure, review: null }
  const parsed = parseAgentConfig(asked.body)
  if (asked.failure) return { ...next, view: asked.view }
  if (asked.turnTo === 'form' && !parsed.ok) return { ...next, view: 'file', failure: { reason: 'invalid', problems: parsed.problems } }
  const values = parsed.ok ? configValues(settingsOf(parsed.config)) : asked.values
  return { ...next, view: asked.turnTo ?? asked.view, values }
}

/** The editor after a refusal: all that was typed, and why. */
export const refuseEditor = (state: ConfigEditorState, asked: Asked, failure: ConfigFailure): ConfigEditorState => ({
  ...state,
  attempt: state.attempt + 1,
  view: asked.view,
  body: asked.body,
  values: asked.values,
  failure,
  review: null,
})

/** The editor that asks to confirm what a change loses. */
export const askToConfirm = (
  state: ConfigEditorState,
  asked: Asked,
  before: string,
  { losses, accept, machines = null }: { losses: Loss[]; accept: string; machines?: number | null },
): ConfigEditorState => ({
  ...refuseEditor(state, asked, { reason: 'forbidden' }),
  failure: null,
  review: { losses, accept, machines, diff: diffHunks(diffLines(before, asked.body)) },
})

function valuesIn(body: string): ConfigValues | null {
  if (body.trim() === '') return configValues(NOTHING)
  const parsed = parseAgentConfig(body)
  return parsed.ok ? configValues(settingsOf(parsed.config)) : null
}
