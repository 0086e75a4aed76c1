import compile from 'icu-minify/compile'
import type { CompiledMessage } from 'icu-minify/format'
import type { Locale } from '@/lib/auth/types'
import { messages, type Namespace } from './messages'

/** Texts that have been parsed on the server, by full key, so that the browser needs no ICU parser. */
export type CompiledMessages = Record<string, CompiledMessage>

const compiled = new Map<string, CompiledMessages>()

/** The texts of some namespaces for the browser. */
export function compiledMessages(locale: Locale, namespaces: readonly Namespace[]): CompiledMessages {
  return Object.assign({}, ...namespaces.map((namespace) => compileNamespace(locale, namespace)))
}

function compileNamespace(locale: Locale, namespace: Namespace): CompiledMessages {
  const key = `${locale}.${namespace}`
  const known = compiled.get(key)
  if (known) return known
  const result = Object.fromEntries(flatten(namespace, messages[locale][namespace]).map(([path, text]) => [path, plain(compile(text))]))
  compiled.set(key, result)
  return result
}

// The compiler's objects lack a prototype, and React refuses to send such to the browser.
const plain = (message: CompiledMessage): CompiledMessage => JSON.parse(JSON.stringify(message))

/** A tree of texts as [full key, text] pairs. */
export function flatten(prefix: string, tree: unknown): [key: string, text: string][] {
  if (typeof tree === 'string') return [[prefix, tree]]
  return Object.entries(tree as Record<string, unknown>).flatMap(([key, value]) => flatten(prefix ? `${prefix}.${key}` : key, value))
}
