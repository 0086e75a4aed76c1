import { parseArgs } from 'node:util'
import { z } from 'zod'
import { errorCode } from './files'
import { defaultLang, findKit } from './kit'
import { type Lang, langs, messagesIn } from './messages'
import { defaultStatePath } from './state'

type Common = { state: string; lang: Lang | null }

export type Command =
  | ({ name: 'enroll'; portal: string; key: string; paths: string[] } & Common)
  | ({ name: 'backup' | 'run' | 'status' } & Common)
  | ({ name: 'restore'; snapshot: string; path: string; target: string } & Common)
  | { name: 'help'; lang: Lang }
  | { name: 'version' }

export type Usage = { ok: true; command: Command } | { ok: false; sentence: string }

const optionNames = {
  enroll: ['portal', 'key', 'path', 'lang', 'state'],
  backup: ['lang', 'state'],
  run: ['lang', 'state'],
  status: ['lang', 'state'],
  restore: ['snapshot', 'path', 'target', 'lang', 'state'],
} as const
type Name = keyof typeof optionNames
type Values = Record<string, string[] | undefined>

const addressSchema = z.url({ protocol: /^https?$/ })

/** Reads the command line. `sentence` says what is wrong with it, in the language that it asks for. */
export function parseCommandLine(args: string[], env: NodeJS.ProcessEnv = process.env): Usage {
  const lang = langIn(args)
  const text = messagesIn(lang ?? defaultLang())
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help')
    return { ok: true, command: { name: 'help', lang: lang ?? defaultLang() } }
  if (args.includes('--version')) return { ok: true, command: { name: 'version' } }
  // Every option takes a value, which may be named like a command.
  const at = args.findIndex((arg, index) => isName(arg) && !/^--[^=]+$/.test(args[index - 1] ?? ''))
  const name = args[Math.max(0, at)]
  if (name === undefined || name.startsWith('-')) return { ok: false, sentence: text.noCommand }
  if (!isName(name)) return { ok: false, sentence: text.unknownCommand(name) }
  const parsed = parseOptions(name, args.toSpliced(at, 1), text)
  if (!parsed.ok) return parsed
  const value = (option: string) => parsed.values[option]?.at(-1)
  if (value('lang') !== undefined && lang === null) return { ok: false, sentence: text.badLang }
  const common = { state: value('state') ?? defaultStatePath(), lang }
  if (name === 'enroll') return enroll(parsed.values, common, env, text)
  if (name === 'restore') return restore(parsed.values, common, text)
  return { ok: true, command: { name, ...common } }
}

type Text = ReturnType<typeof messagesIn>

function enroll(values: Values, common: Common, env: NodeJS.ProcessEnv, text: Text): Usage {
  const portal = values.portal?.at(-1) ?? findKit()?.portal
  const key = values.key?.at(-1) ?? env.AGENT_KEY
  if (portal === undefined) return { ok: false, sentence: text.missingOption('--portal', 'enroll') }
  if (key === undefined) return { ok: false, sentence: text.missingOption('--key', 'enroll') }
  const url = addressSchema.safeParse(portal).success ? new URL(portal) : null
  if (!url || url.username || url.search || url.hash) return { ok: false, sentence: text.badPortal(portal) }
  if (!/^[\w.~-]{1,255}$/.test(key)) return { ok: false, sentence: text.badKey }
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  return { ok: true, command: { name: 'enroll', portal: address, key, paths: values.path ?? [], ...common } }
}

function restore(values: Values, common: Common, text: Text): Usage {
  for (const option of ['snapshot', 'path', 'target']) {
    if (!values[option]?.at(-1)) return { ok: false, sentence: text.missingOption(`--${option}`, 'restore') }
  }
  const [snapshot = '', path = '', target = ''] = ['snapshot', 'path', 'target'].map((option) => values[option]?.at(-1))
  if (!/^([0-9a-f]{4,64}|latest)$/.test(snapshot)) return { ok: false, sentence: text.badSnapshot }
  return { ok: true, command: { name: 'restore', snapshot, path, target, ...common } }
}

function parseOptions(name: Name, args: string[], text: Text): { ok: true; values: Values } | { ok: false; sentence: string } {
  const options = Object.fromEntries(optionNames[name].map((option) => [option, { type: 'string', multiple: true } as const]))
  try {
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
    return { ok: true, values: values as Values }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const quoted = /'([^'\s]+)/.exec(message)?.[1] ?? ''
    if (errorCode(error) === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { ok: false, sentence: text.unknownOption(quoted, name) }
    if (errorCode(error) === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return { ok: false, sentence: text.missingValue(quoted) }
    return { ok: false, sentence: text.strayArgument(quoted) }
  }
}

function isName(value: string): value is Name {
  return Object.hasOwn(optionNames, value)
}

/** Found before all else, so that a complaint about the command line is in the right language too. */
export function langIn(args: string[]): Lang | null {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const value = args[at]?.split('=')[1] ?? args[at + 1]
  return at === -1 ? null : (langs.find((lang) => lang === value) ?? null)
}
