import type { Victim } from './support/victim'

/**
 * Every address of the portal and how it is attacked: `theirs` names the victim's things and must be a 404; `own` shows the attacker's
 * own and must not name the victim's. A route that is not here fails the suite.
 */
export type Door = { theirs: (victim: Victim) => string[] } | { own: (victim: Victim) => string[] }

const theirs = (paths: (victim: Victim) => string[]): Door => ({ theirs: paths })
const own = (...paths: string[]): Door => ({ own: () => paths })
const asking = (paths: (victim: Victim) => string[]): Door => ({ own: paths })

/** An id that nothing has. */
const NOBODY = '00000000-0000-7000-8000-000000000000'

/** A page repeats what was looked for: so part of the mark is, and the whole of it must not come back. */
const part = (mark: string): string => mark.slice(0, -3)

export const DOORS: Record<string, Door> = {
  '/': own('/'),
  '/[...rest]': own('/no-such-page'),
  // Of whom and of which spaces they speak is not the victim's to begin with: foreign ids are tried in tests/integration/{users,spaces}.
  '/admin': own('/admin'),
  '/admin/spaces': own('/admin/spaces'),
  '/admin/spaces/[id]': own(`/admin/spaces/${NOBODY}`),
  '/admin/spaces/new': own('/admin/spaces/new'),
  '/admin/users': own('/admin/users'),
  '/admin/users/[id]': own(`/admin/users/${NOBODY}`),
  '/admin/users/new': own('/admin/users/new'),
  '/alerts': own('/alerts'),
  '/api/auth/[...nextauth]': own('/api/auth/session', '/api/auth/providers'),
  '/api/events': own(), // listened to in streams.spec.ts
  '/api/mails/bounces/resend': own('/api/mails/bounces/resend'), // takes signed reports alone, and says nothing
  '/audit': asking(({ mark }) => ['/audit', `/audit?q=${part(mark)}`]),
  '/audit/csv': own('/audit/csv'),
  '/backups/[id]': theirs(({ backupId }) => [`/backups/${backupId}`]),
  '/backups/[id]/find': theirs(({ backupId, mark }) => [`/backups/${backupId}/find?text=${mark}`]),
  '/backups/[id]/lines': theirs(({ backupId }) => [`/backups/${backupId}/lines?offset=0&limit=10`]),
  '/backups/[id]/log.txt': theirs(({ backupId }) => [`/backups/${backupId}/log.txt`]),
  '/backups/running': own('/backups/running'),
  '/brand': own('/brand'),
  '/brand-icon': own('/brand-icon'),
  '/brand-logo': own('/brand-logo', '/brand-logo?v=0'),
  '/contracts': asking(({ mark }) => ['/contracts', `/contracts?q=${part(mark)}`]),
  '/contracts/[id]': theirs(({ contractId }) => [`/contracts/${contractId}`]),
  '/contracts/[id]/configuration': theirs(({ contractId }) => [
    `/contracts/${contractId}/configuration`,
    `/contracts/${contractId}/configuration?edit=1`,
  ]),
  '/contracts/[id]/configuration/machines': theirs(({ contractId, machineId }) => [
    `/contracts/${contractId}/configuration/machines?machine=${machineId}`,
  ]),
  '/contracts/[id]/edit': theirs(({ contractId }) => [`/contracts/${contractId}/edit`]),
  '/contracts/[id]/machines/new': theirs(({ contractId }) => [`/contracts/${contractId}/machines/new`]),
  '/contracts/[id]/report': theirs(({ contractId }) => [`/contracts/${contractId}/report`]),
  '/contracts/[id]/report/pdf': theirs(({ contractId }) => [`/contracts/${contractId}/report/pdf`]),
  '/contracts/new': own('/contracts/new'),
  '/control-room': own('/control-room'),
  '/control-room/ids': own('/control-room/ids'),
  '/download': own('/download', '/download?platform=windows'),
  '/download/[code]': own('/download/kit', `/download/${'0'.repeat(20)}`),
  '/download/[code]/[platform]': own('/download/kit/linux', `/download/${'0'.repeat(20)}/linux`),
  // A kit is its reseller's, whatever the space: another's is asked for in tests/e2e/kits.spec.ts.
  '/kits': own('/kits'),
  '/kits/[id]': own(`/kits/${NOBODY}`),
  '/kits/[id]/[platform]': own(`/kits/${NOBODY}/linux`),
  '/kits/draft': own('/kits/draft'),
  '/forgotten-password': own('/forgotten-password'),
  '/invitation/[token]': own(`/invitation/${'A'.repeat(43)}`, '/invitation/x'),
  '/invitation/accepted': own('/invitation/accepted'),
  '/logs': asking(({ mark }) => ['/logs', `/logs?q=${part(mark)}`]),
  '/machines/[id]': theirs(({ machineId }) => [`/machines/${machineId}`]),
  '/machines/[id]/configuration': theirs(({ machineId }) => [
    `/machines/${machineId}/configuration`,
    `/machines/${machineId}/configuration?edit=1`,
  ]),
  '/machines/[id]/logs': theirs(({ machineId }) => [`/machines/${machineId}/logs`]),
  '/machines/[id]/restore': theirs(({ machineId }) => [`/machines/${machineId}/restore`]),
  // The victim has asked for no download; one is its asker's alone (tests/integration/restores).
  '/machines/[id]/restore/downloads/[download]': asking(({ machineId }) => [`/machines/${machineId}/restore/downloads/${NOBODY}`]),
  '/machines/[id]/restore/names': theirs(({ machineId }) => [`/machines/${machineId}/restore/names?path=/&snapshotId=${'ab'.repeat(32)}`]),
  '/machines/[id]/restore/search': theirs(({ machineId, mark }) => [
    `/machines/${machineId}/restore/search?text=${part(mark)}&snapshotId=${'ab'.repeat(32)}`,
  ]),
  '/machines/[id]/statistics': theirs(({ machineId }) => [`/machines/${machineId}/statistics`]),
  '/machines/[id]/statistics/csv': theirs(({ machineId }) => [`/machines/${machineId}/statistics/csv`]),
  '/mails': asking(({ mark }) => ['/mails', `/mails?q=${part(mark)}`, '/mails?state=failed']),
  '/mails/[id]': theirs(({ mailId }) => [`/mails/${mailId}`]),
  '/navigation': own('/navigation'),
  '/operator': own('/operator'),
  '/profile': own('/profile'),
  '/profile/two-steps': own('/profile/two-steps'),
  '/reset-password/[token]': own('/reset-password/no-such-link'),
  '/operator/mails': own(), // shows an operator all mails without their texts; nobody else (tests/e2e/mails.spec.ts)
  '/operator/mails/[id]': own(), // as above; asked for below by everybody who is no operator
  '/operator/brands': own('/operator/brands'),
  '/operator/brands/[id]': own(`/operator/brands/${NOBODY}`, '/operator/brands/x'),
  '/operator/brands/[id]/favicon': own(`/operator/brands/${NOBODY}/favicon`),
  '/operator/brands/[id]/logo': own(`/operator/brands/${NOBODY}/logo`, '/operator/brands/x/logo'),
  '/operator/brands/new': own('/operator/brands/new'),
  // An operator reads the log and the failures of all accounts (requirements G1, G2); nobody else gets there, see OPERATOR_PAGES.
  '/operator/audit': own(),
  '/operator/audit/csv': own(),
  '/operator/health': own(),
  '/operator/resellers/[id]': own(`/operator/resellers/${NOBODY}`),
  '/operator/resellers/[id]/edit': own(`/operator/resellers/${NOBODY}/edit`),
  '/operator/resellers/new': own('/operator/resellers/new'),
  '/operator/support': own('/operator/support'),
  '/search': asking(({ mark }) => [`/search?q=${part(mark)}`]),
  '/setup': own('/setup'),
  '/sign-in': own('/sign-in'),
  '/sign-in/code': own('/sign-in/code'),
  '/statistics': own('/statistics', '/statistics?days=7'),
  '/statistics/csv': own('/statistics/csv'),
  '/support-access': own('/support-access'),
  '/support/enter': own('/support/enter?link=guessed'),
  '/support/expired': own('/support/expired'),
  '/webhooks': own('/webhooks'),
  '/webhooks/[id]': theirs(({ webhookId }) => [`/webhooks/${webhookId}`, `/webhooks/${webhookId}?failed=1`]),
  '/webhooks/[id]/deliveries/[delivery]': theirs(({ webhookId, deliveryId }) => [`/webhooks/${webhookId}/deliveries/${deliveryId}`]),
  '/webhooks/[id]/edit': theirs(({ webhookId }) => [`/webhooks/${webhookId}/edit`]),
  '/webhooks/new': own('/webhooks/new'),
}

/** Filters by another's id: nothing is there, whether said by a 404 or by an empty list. */
export const FILTERS: ((victim: Victim) => string)[] = [
  ({ contractId }) => `/statistics?contract=${contractId}`,
  ({ contractId }) => `/statistics/csv?contract=${contractId}`,
  ({ contractId }) => `/logs?contract=${contractId}`,
  ({ machineId }) => `/logs?machine=${machineId}`,
  ({ contractId }) => `/audit?subject=${contractId}`,
  ({ machineId }) => `/audit/csv?subject=${machineId}`,
  ({ contractId }) => `/contracts?saved=${contractId}`,
  ({ contractId }) => `/control-room?contract=${contractId}`,
]

/** The console's pages that say something of every account: to operators alone, on their own host. */
export const OPERATOR_PAGES = ['/operator', '/operator/audit', '/operator/audit/csv', '/operator/health', '/operator/support']
