import type { AlertKind } from '@/db/schema'
import type { Locale } from '@/lib/auth/types'

export type Audience = 'client' | 'reseller'
export type Recipient = { audience: Audience; recipient: string; locale: Locale }

export type Addresses = {
  clientEmail: string
  clientLocale: Locale
  /** The space's alert e-mail, else the reseller's (requirements B4). */
  alertEmail: string
  resellerLocale: Locale
}
export type Toggles = { backupAlert: boolean; missedAlert: boolean }

/**
 * Who is told of an episode by mail, as the machine's two switches say (requirements D4, E5): client and reseller of what becomes of its
 * backups, the reseller alone of what only the reseller can mend. One address is told once.
 */
export function recipientsOf(kind: AlertKind | 'success', to: Addresses, { backupAlert, missedAlert }: Toggles): Recipient[] {
  const reseller: Recipient = { audience: 'reseller', recipient: to.alertEmail, locale: to.resellerLocale }
  const client: Recipient = { audience: 'client', recipient: to.clientEmail, locale: to.clientLocale }
  const both = to.clientEmail.toLowerCase() === to.alertEmail.toLowerCase() ? [reseller] : [client, reseller]
  switch (kind) {
    case 'missed':
      return missedAlert ? both : []
    case 'failed':
    case 'partial':
    case 'success':
      return backupAlert ? both : []
    case 'config_refused':
    case 'check_failed':
    case 'history_frozen':
      return backupAlert || missedAlert ? [reseller] : []
    case 'over_volume':
      return [reseller]
  }
}
