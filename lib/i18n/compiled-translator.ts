import format, { type FormatValues } from 'icu-minify/format'
import type { CompiledMessages } from './compiled-messages'
import type { Translate } from './translator'

/** What a component in the browser calls: the same keys as the server's translator, without its rich variants. */
export type CompiledTranslate = (key: Parameters<Translate>[0], values?: FormatValues) => string

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: keep((...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args)),
  getPluralRules: keep((...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args)),
}

/** A translator over compiled texts. Throws on a key whose namespace the page has not sent: a mistake of the page. */
export function compiledTranslator(locale: string, messages: CompiledMessages): CompiledTranslate {
  return (key, values) => {
    const message = messages[key]
    if (message === undefined) throw new Error(`the text ${key} was not sent to this page`)
    return typeof message === 'string' ? message : String(format(message, locale, values, { formatters }))
  }
}

// Intl objects cost a thousand times what they format; a plural in every cell must not make one each.
function keep<Args extends unknown[], Value>(make: (...args: Args) => Value): (...args: Args) => Value {
  const made = new Map<string, Value>()
  return (...args) => {
    const key = JSON.stringify(args)
    const value = made.get(key) ?? make(...args)
    made.set(key, value)
    return value
  }
}
