import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { alertNotices, contracts, machines, resellers, spaces } from '@/db/schema'

/**
 * Notes, in the transaction that stores them, whom to tell of backups that succeeded: client and reseller where the machine's backup
 * alert is on (requirements D4, E5), at once or with the day's others as the reseller chose. A backup is told of once.
 */
export async function noteSuccesses(tx: Tx, backups: { backupId: string; machineId: string }[], now: Date): Promise<void> {
  const rows = JSON.stringify(backups.map(({ backupId, machineId }) => ({ backup_id: backupId, machine_id: machineId })))
  await tx.execute(sql`
    insert into ${alertNotices} (reseller_id, space_id, machine_id, backup_id, audience, recipient, locale, daily, created_at)
    select m.reseller_id, m.space_id, m.id, b.backup_id, told.audience, told.recipient, told.locale, r.success_mails = 'daily', ${now.toISOString()}
    from jsonb_to_recordset(${rows}::jsonb) as b(backup_id uuid, machine_id uuid)
    join ${machines} m on m.id = b.machine_id and m.backup_alert
    join ${contracts} c on c.id = m.contract_id and c.suspended_at is null
    join ${spaces} s on s.id = m.space_id
    join ${resellers} r on r.id = m.reseller_id
    cross join lateral (
      values ('client', c.client_email, c.client_locale), ('reseller', coalesce(s.alert_email, r.alert_email), r.locale)
    ) as told(audience, recipient, locale)
    where told.audience = 'reseller' or lower(c.client_email) <> lower(coalesce(s.alert_email, r.alert_email))
    on conflict do nothing`)
}
