import type { Words } from '@/app/_components/i18n/request'
import type { AuditEntry } from '@/lib/audit/types'
import type { Locale } from '@/lib/auth/types'
import { messages } from '@/lib/i18n/messages'
import type { Translate } from '@/lib/i18n/translator'

type Key = Parameters<Translate>[0]

/** A text that may be missing where a newer or older version has written the event: then the plain word is shown. */
const textOr = (t: Translate, key: string, plain: string): string => (t.has(key as never) ? String(t(key as Key)) : plain)

/** What was done, in plain words. */
export const actionText = (action: string, t: Translate): string => textOr(t, `audit.action.${action}`, action)

/** What it was done to: « Contrat ». */
export const kindText = (kind: string, t: Translate): string => textOr(t, `audit.kind.${kind}`, kind)

/** As which space a user saw the portal. */
export const actingText = (spaceName: string | null, t: Translate): string =>
  spaceName === null ? t('audit.actingGone') : t('audit.acting', { name: spaceName })

/** The actions by what they concern, for a filter. */
export const actionGroups = (locale: Locale, t: Translate): { name: string; label: string; actions: { id: string; label: string }[] }[] =>
  Object.entries(messages[locale].audit.action).map(([name, texts]) => ({
    name,
    label: textOr(t, `audit.group.${name}`, name),
    actions: Object.keys(texts).map((verb) => ({ id: `${name}.${verb}`, label: actionText(`${name}.${verb}`, t) })),
  }))

export const kindsOf = (locale: Locale): string[] => Object.keys(messages[locale].audit.kind)

/** The particulars of an event as names and values. */
export const detailRows = ({ detail }: AuditEntry, { t, f }: Words): [name: string, value: string][] =>
  Object.entries(detail).map(([field, value]) => [textOr(t, `audit.field.${field}`, field), shown(field, value, { t, f })])

function shown(field: string, value: unknown, words: Words): string {
  const { t, f } = words
  if (value === null || value === '') return t('audit.none')
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
  if (typeof value === 'number') return /Bytes$|^bytes/.test(field) ? f.bytes(value) : f.number(value)
  if (Array.isArray(value)) return f.number(value.length)
  if (isChange(value)) return t('audit.changed', { before: shown(field, value.before, words), after: shown(field, value.after, words) })
  if (isSwitches(value))
    return (
      on(value)
        .map((name) => textOr(t, `audit.value.${name}`, name))
        .join(', ') || t('audit.none')
    )
  if (typeof value !== 'string') return JSON.stringify(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return f.dateTime(Date.parse(value))
  return textOr(t, `audit.value.${value}`, value)
}

/** What was before and after. */
const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === 'object' && value !== null && 'before' in value && 'after' in value

/** Rights and the like: names that are on or off. */
const isSwitches = (value: unknown): value is Record<string, boolean> =>
  typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'boolean')

const on = (switches: Record<string, boolean>): string[] => Object.keys(switches).filter((name) => switches[name])
