import { type Document, isMap, isScalar, type LineCounter, type Node, type ParsedNode, visit } from 'yaml'
import type { z } from 'zod'
import { nearestOf } from './nearest'

export const problemCodes = [
  'too_large',
  'not_utf8',
  'syntax',
  'tab',
  'indentation',
  'unclosed',
  'alias',
  'twice',
  'unknown_key',
  'missing',
  'not_a_list',
  'not_text',
  'not_a_number',
  'not_a_map',
  'empty',
  'too_long',
  'too_many',
  'out_of_range',
  'control_character',
  'parent',
  'relative',
  'not_cron',
  'not_a_tag',
  'retention_fixed',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** One thing that is wrong in a configuration file. Line and column count from 1; `key` is the path to it, such as `paths.2`. */
export type ConfigProblem = {
  line: number
  column: number
  key: string
  code: ProblemCode
  /** The nearest known key to one that is not known. */
  nearest?: string
  /** The bounds of a number, a length or a count. */
  min?: number
  max?: number
}

const MAX_PROBLEMS = 20

/** What keeps a file from being looked at at all: too long, or bytes that were no UTF-8, which arrive as U+FFFD. */
export function sourceProblem(body: string, maxBytes: number): ConfigProblem | null {
  if (new TextEncoder().encode(body).length > maxBytes) return { line: 1, column: 1, key: '', code: 'too_large', max: maxBytes }
  const at = body.search(/\ufffd|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
  if (at === -1) return null
  const before = body.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, key: '', code: 'not_utf8' }
}

const SYNTAX: Record<string, ProblemCode> = { TAB_AS_INDENT: 'tab', BAD_INDENT: 'indentation', MISSING_CHAR: 'unclosed' }

/** Where the file is no YAML. */
export const syntaxProblems = (document: Document.Parsed, lines: LineCounter): ConfigProblem[] =>
  document.errors.slice(0, 1).map((error) => ({ ...placeOf(error.pos[0], lines), key: '', code: SYNTAX[error.code] ?? 'syntax' }))

/** What YAML allows and a configuration does not: references to other places, by which a short file grows beyond all bounds; keys given twice. */
export function structureProblems(document: Document.Parsed, lines: LineCounter): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const note = (node: unknown, code: ProblemCode, key: string) => problems.push({ ...placeOf(startOf(node), lines), key, code })
  visit(document, {
    Alias: (_, alias) => void note(alias, 'alias', alias.source),
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : ''
        if (seen.size === seen.add(name).size) note(key, 'twice', name)
      }
    },
  })
  return ordered(problems)
}

/** The schema's complaints, each at the place in the file that it is about. */
export function issueProblems(
  document: Document.Parsed,
  lines: LineCounter,
  issues: z.core.$ZodIssue[],
  known: Record<string, string[]>,
): ConfigProblem[] {
  return ordered(
    issues.flatMap((issue): ConfigProblem[] => {
      const path = issue.path.map((part) => (typeof part === 'symbol' ? '' : part))
      if (issue.code !== 'unrecognized_keys') {
        return [{ ...placeOf(startOf(nodeAt(document, path)), lines), key: path.join('.'), ...judge(issue) }]
      }
      return issue.keys.map((key) => ({
        ...placeOf(startOf(keyAt(document, path, key)), lines),
        key: [...path, key].join('.'),
        code: 'unknown_key',
        nearest: nearestOf(key, known[path.join('.')] ?? []),
      }))
    }),
  )
}

type Judged = Pick<ConfigProblem, 'code' | 'min' | 'max'>
const EXPECTED: Record<string, ProblemCode> = { array: 'not_a_list', string: 'not_text', object: 'not_a_map' }

function judge(issue: z.core.$ZodIssue): Judged {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined ? 'missing' : (EXPECTED[issue.expected] ?? 'not_a_number') }
    case 'too_small':
      return issue.origin === 'string'
        ? { code: 'empty' }
        : { code: 'out_of_range', min: Number(issue.minimum) + (issue.inclusive ? 0 : 1) }
    case 'too_big':
      return {
        code: issue.origin === 'array' ? 'too_many' : issue.origin === 'string' ? 'too_long' : 'out_of_range',
        max: Number(issue.maximum),
      }
    case 'invalid_format':
      return { code: 'not_a_tag' }
    default: {
      const code = 'params' in issue ? issue.params?.code : undefined
      return { code: problemCodes.find((candidate) => candidate === code) ?? 'syntax' }
    }
  }
}

/** The node at a path, or the nearest one above it that is there. */
function nodeAt(document: Document.Parsed, path: (string | number)[]): unknown {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (node) return node
  }
  return document.contents
}

function keyAt(document: Document.Parsed, path: (string | number)[], name: string): unknown {
  const map = path.length === 0 ? document.contents : document.getIn(path, true)
  return isMap(map) ? map.items.find(({ key }) => isScalar(key) && String(key.value) === name)?.key : map
}

const startOf = (node: unknown): number => (node as Node | ParsedNode | null | undefined)?.range?.[0] ?? 0

function placeOf(offset: number, lines: LineCounter): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

const ordered = (problems: ConfigProblem[]): ConfigProblem[] =>
  problems.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MAX_PROBLEMS)

const SENTENCES: Record<ProblemCode, string> = {
  too_large: 'is larger than {max} bytes',
  not_utf8: 'holds what is not UTF-8',
  syntax: 'is not YAML',
  tab: 'is indented with a tab, YAML wants spaces',
  indentation: 'is not indented as YAML wants it, or a bracket is not closed',
  unclosed: 'lacks a quote or another closing character',
  alias: 'refers to another place (*), which is not allowed',
  twice: 'is given twice',
  unknown_key: 'is not a known key, the nearest is "{nearest}"',
  missing: 'is missing',
  not_a_list: 'is not a list',
  not_text: 'is not text',
  not_a_number: 'is not a whole number',
  not_a_map: 'is not a map of keys',
  empty: 'is empty',
  too_long: 'is longer than {max} characters',
  too_many: 'has more than {max} entries',
  out_of_range: 'is out of range',
  control_character: 'contains a NUL or another control character',
  parent: 'contains ".."',
  relative: 'is not an absolute path',
  not_cron: 'is not a cron expression such as "0 21 * * *"',
  not_a_tag: 'holds letters, digits, dots and dashes only',
  retention_fixed: 'is fixed',
}

/** A problem in English, for the agent's log and for programs; people read the portal's own texts. */
export function problemSentence({ key, code, line, column, nearest, max }: ConfigProblem): string {
  const sentence = SENTENCES[code].replace('{nearest}', nearest ?? '').replace('{max}', String(max ?? ''))
  return `${key || 'configuration'}: ${sentence}, line ${line}, column ${column}`
}
