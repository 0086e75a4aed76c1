import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import type { AgentConfig } from '@/lib/agent-protocol/config'
import type { ConfigChanges, ConfigSettings } from './types'

/** The settings that the form shows of a configuration. */
export const settingsOf = ({ paths, excludes, schedule, bandwidth }: AgentConfig): ConfigSettings => ({
  paths,
  excludes,
  schedule,
  uploadKiBps: bandwidth.uploadKiBps ?? null,
  downloadKiBps: bandwidth.downloadKiBps ?? null,
})

/**
 * The file with these settings in it. All else stays as it is written: comments, order, quotes, keys that the form does not show.
 * `body` has to be a file that can be read, or empty.
 */
export function withSettings(body: string, settings: ConfigSettings): string {
  return edited(body, (document) => {
    setList(document, 'paths', settings.paths, true)
    setList(document, 'excludes', settings.excludes, false)
    setSchedule(document, settings.schedule)
    setBandwidth(document, 'uploadKiBps', settings.uploadKiBps)
    setBandwidth(document, 'downloadKiBps', settings.downloadKiBps)
  })
}

/** The file with changes that many machines share applied to what it says itself. */
export function withChanges(body: string, changes: ConfigChanges): string {
  return edited(body, (document) => {
    const merge = (key: 'paths' | 'excludes', add: string[], remove: string[]) => {
      const kept = textsOf(document.get(key, true)).filter((text) => !remove.includes(text))
      setList(document, key, [...kept, ...add.filter((text) => !kept.includes(text))], key === 'paths')
    }
    merge('paths', changes.addPaths, changes.removePaths)
    merge('excludes', changes.addExcludes, changes.removeExcludes)
    if (changes.schedule !== undefined) setSchedule(document, changes.schedule)
    if (changes.uploadKiBps !== undefined) setBandwidth(document, 'uploadKiBps', changes.uploadKiBps)
    if (changes.downloadKiBps !== undefined) setBandwidth(document, 'downloadKiBps', changes.downloadKiBps)
  })
}

/** What changes nothing leaves every letter where it was, however the file is laid out. */
function edited(body: string, edit: (document: Document) => void): string {
  const document: Document = parseDocument(body, { uniqueKeys: false, logLevel: 'error' })
  // A file of nothing but comments keeps them.
  if (!isMap(document.contents)) document.contents = new YAMLMap()
  const before = JSON.stringify(document.toJS())
  edit(document)
  return JSON.stringify(document.toJS()) === before ? body : document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Keeps the entries that stay, with the comments beside them, and adds the others at their place. */
function setList(document: Document, key: string, wanted: string[], always: boolean): void {
  const found = document.get(key, true)
  if (same(textsOf(found), wanted)) return
  if (wanted.length === 0 && !always) return void document.delete(key)
  const list = isSeq(found) ? found : new YAMLSeq()
  const known = [...list.items]
  list.items = wanted.map((text) => {
    const at = known.findIndex((item) => isScalar(item) && item.value === text)
    return at === -1 ? document.createNode(text) : known.splice(at, 1)[0]
  })
  // An empty list is written on its line and would stay so.
  if (known.length === 0 && list.items.length > 0) list.flow = isSeq(found) && textsOf(found).length > 0 ? list.flow : false
  if (!isSeq(found)) document.set(key, list)
}

function setSchedule(document: Document, schedule: string | null): void {
  if ((document.get('schedule') ?? null) === schedule) return
  if (schedule === null) document.delete('schedule')
  else document.set('schedule', quoted(document, document.get('schedule', true), schedule))
}

/** A cron expression begins with what YAML would take for a reference. */
function quoted(document: Document, found: unknown, value: string): unknown {
  const scalar = isScalar(found) ? found : document.createNode(value)
  scalar.value = value
  scalar.type = scalar.type === 'QUOTE_SINGLE' ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE'
  return scalar
}

function setBandwidth(document: Document, key: 'uploadKiBps' | 'downloadKiBps', value: number | null): void {
  if ((document.getIn(['bandwidth', key]) ?? null) === value) return
  if (value !== null) {
    if (!isMap(document.get('bandwidth', true))) document.set('bandwidth', new YAMLMap())
    document.setIn(['bandwidth', key], value)
    return
  }
  document.deleteIn(['bandwidth', key])
  const map = document.get('bandwidth', true)
  if (isMap(map) && map.items.length === 0) document.delete('bandwidth')
}

const textsOf = (node: unknown): string[] => (isSeq(node) ? node.items.map((item) => (isScalar(item) ? String(item.value) : '')) : [])

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((text, index) => text === b[index])

/** The history in days that a file states itself, and where; null where it leaves that to the portal. */
export function statedRetention(body: string): { days: number; line: number; column: number } | null {
  const lines = new LineCounter()
  const found = parseDocument(body, { uniqueKeys: false, logLevel: 'error', lineCounter: lines }).get('retentionDays', true)
  if (!isScalar(found) || typeof found.value !== 'number') return null
  const { line, col } = lines.linePos(found.range?.[0] ?? 0)
  return { days: found.value, line, column: col }
}
