import type { Translate } from '@/lib/i18n/translator'

const KNOWN = [
  'backup_finished',
  'alert_opened',
  'alert_closed',
  'machine_added',
  'contract_suspended',
  'contract_reactivated',
  'ping',
] as const

/** An event in plain words; one of another version is some other event. */
export function eventText(event: string, t: Translate): string {
  const name = event.replace('.', '_')
  return t(`webhooks.event.${KNOWN.find((known) => known === name) ?? 'other'}`)
}
