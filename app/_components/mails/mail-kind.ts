import type { Translate } from '@/lib/i18n/translator'

const KNOWN = ['alert', 'digest', 'report', 'invitation', 'password_reset', 'security', 'restore', 'webhook'] as const

/** Why a mail was sent, in a word; a kind may say more after its first word (alert_closed). */
export function mailKind(kind: string, t: Translate): string {
  return t(`mails.kind.${KNOWN.find((known) => kind === known || kind.startsWith(`${known}_`)) ?? 'other'}`)
}
