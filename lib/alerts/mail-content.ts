import type { AlertDetail, AlertKind } from '@/db/schema'
import type { Locale } from '@/lib/auth/types'
import { formatter } from '@/lib/i18n/formatter'
import { type Translate, translator } from '@/lib/i18n/translator'
import { daysWithoutBackup } from '@/lib/machines/freshness'
import type { MailContent, MailTone } from '@/lib/mails/types'
import type { Audience } from './audience'

/** Something to tell: what happened to an episode, or a backup that succeeded (`kind` null). */
export type Item = {
  event: 'opened' | 'escalated' | 'reminded' | 'closed' | 'success'
  kind: AlertKind | null
  detail: AlertDetail
  sinceAt: Date
  machineId: string | null
  machineName: string | null
  contractId: string
  contractTitle: string
  /** When it happened; for a success, when the backup ended. */
  at: Date
  backup: { bytesAdded: number | null; files: number | null; durationSeconds: number | null } | null
  /** Of a silence: the machine's last run, where it failed. */
  lastFailure?: { at: Date; error: string | null } | null
}

export type Letter = {
  audience: Audience
  recipient: string
  locale: Locale
  timeZone: string
  productName: string
  resellerName: string
  /** Where the reseller's people read on, on the brand's host; null for a client, who has no account there, or without a host. */
  link: ((path: string) => string) | null
  now: Date
}

const SHOWN = 200
/** A machine whose last run failed so lately is on: its silence has another cause than being off. */
const LATELY_MILLISECONDS = 2 * 86_400_000
const TONES: Record<Item['event'], MailTone> = {
  opened: 'warning',
  escalated: 'danger',
  reminded: 'warning',
  closed: 'good',
  success: 'good',
}

/** One mail for all that there is to tell somebody: about one thing in full, about several as a list. */
export function alertMail(items: Item[], letter: Letter): MailContent {
  const [only] = items
  return items.length === 1 && only ? aboutOne(only, letter) : aboutMany(items, letter)
}

type Words = { t: Translate; f: ReturnType<typeof formatter> }
const wordsOf = ({ locale, timeZone }: Letter): Words => ({ t: translator(locale), f: formatter(locale, timeZone) })

function aboutOne(item: Item, letter: Letter): MailContent {
  const words = wordsOf(letter)
  const { t } = words
  const { event, machineId, machineName, contractId, contractTitle } = item
  const name = machineName ? t('alertMails.name', { machine: machineName, contract: contractTitle }) : contractTitle
  const subject = t(`alertMails.subject.${event}`, { name, what: whatIs(item, letter, words) })
  const path = machineId ? `/machines/${machineId}` : `/contracts/${contractId}`
  return {
    subject,
    heading: subject,
    paragraphs: [t(`alertMails.text.${event}`), ...whatToDo(item, letter, words)],
    facts: factsOf(item, words),
    ...(letter.link && { action: { label: t(machineId ? 'alertMails.seeMachine' : 'alertMails.seeContract'), url: letter.link(path) } }),
    reason: reasonOf(letter, t),
  }
}

function whatToDo({ kind, event, lastFailure }: Item, { audience, now }: Letter, { t }: Words): string[] {
  if (!kind || event === 'closed') return []
  const isFailing = lastFailure && now.getTime() - lastFailure.at.getTime() < LATELY_MILLISECONDS
  return [t(`alertMails.todo.${isFailing ? 'failing' : kind}.${audience}`)]
}

function factsOf(item: Item, { t, f }: Words): [string, string][] {
  const { event, kind, detail, machineName, contractTitle, lastFailure, backup } = item
  const facts: [string, string][] = [[t('alertMails.contract'), contractTitle]]
  if (machineName) facts.push([t('alertMails.machine'), machineName])
  if (kind === 'missed' && event !== 'closed')
    facts.push([t('alertMails.lastBackup'), detail.never ? t('alertMails.never') : f.exact(item.sinceAt.getTime())])
  if (lastFailure) facts.push([t('alertMails.lastTry'), t('alertMails.failedAt', { when: f.exact(lastFailure.at.getTime()) })])
  const error = lastFailure ? lastFailure.error : detail.error
  if (error) facts.push([t('alertMails.error'), error])
  if (event === 'closed' || event === 'success') facts.push([t('alertMails.at'), f.exact(item.at.getTime())])
  return backup ? [...facts, ...backupFacts(backup, { t, f })] : facts
}

function aboutMany(items: Item[], letter: Letter): MailContent {
  const words = wordsOf(letter)
  const { t } = words
  const count = (...events: Item['event'][]) => items.filter(({ event }) => events.includes(event)).length
  const counts = [
    ['news', count('opened', 'escalated')],
    ['again', count('reminded')],
    ['over', count('closed')],
    ['good', count('success')],
  ] as const
  const list = counts.filter(([, many]) => many > 0).map(([name, many]) => t(`alertMails.many.${name}`, { count: many }))
  const subject = t('alertMails.many.subject', { list: list.join(', ') })
  const rows = items.slice(0, SHOWN).map((item) => {
    const { event, machineId, machineName, contractId, contractTitle } = item
    const path = machineId ? `/machines/${machineId}` : `/contracts/${contractId}`
    const name = { text: machineName ?? contractTitle, ...(letter.link && { url: letter.link(path) }) }
    const state = { text: t(`alertMails.state.${event}`), tone: TONES[event] }
    const what = whatIs(item, letter, words)
    return [name, machineName ? t('alertMails.many.cell', { contract: contractTitle, what }) : what, state]
  })
  return {
    subject,
    heading: subject,
    paragraphs: [t('alertMails.many.text')],
    table: {
      head: [t('alertMails.machine'), t('alertMails.many.what'), t('alertMails.many.state')],
      rows,
      ...(items.length > SHOWN && { more: t('alertMails.many.more', { count: items.length - SHOWN }) }),
    },
    ...(letter.link && { action: { label: t('alertMails.seeAlerts'), url: letter.link('/alerts') } }),
    reason: reasonOf(letter, t),
  }
}

/** What is wrong, or was, in a few words. */
function whatIs({ kind, sinceAt, detail, at }: Item, letter: Letter, { t, f }: Words): string {
  return t(`alertMails.what.${kind ?? 'success'}`, {
    days: daysWithoutBackup(sinceAt, at) ?? 0,
    used: f.bytes(detail.usedBytes ?? 0),
    subscribed: f.bytes(detail.subscribedBytes ?? 0),
    freeze: detail.freeze ?? '',
    date: f.dateTime(Math.min(at.getTime(), letter.now.getTime())),
  })
}

function backupFacts({ bytesAdded, files, durationSeconds }: NonNullable<Item['backup']>, { t, f }: Words): [string, string][] {
  const facts: [string, string][] = []
  if (files !== null) facts.push([t('alertMails.files'), f.number(files)])
  if (bytesAdded !== null) facts.push([t('alertMails.added'), f.bytes(bytesAdded)])
  if (durationSeconds !== null) facts.push([t('alertMails.duration'), f.duration(durationSeconds)])
  return facts
}

const reasonOf = ({ audience, recipient, productName, resellerName }: Letter, t: Translate): string =>
  t(`alertMails.reason.${audience}`, { recipient, product: productName, reseller: resellerName })
