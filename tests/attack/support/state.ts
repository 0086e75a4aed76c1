import { sql } from 'drizzle-orm'
import { inDatabase } from './database'
import type { Victim } from './victim'

/** What the database holds of a victim, to tell whether an attack has changed any of it; when alerts look at it next is not the attacker's doing. */
export async function stateOf({ contractId, machineId, mailId, webhookId, deliveryId }: Victim): Promise<string> {
  return inDatabase(async (tx) => {
    const [row] = await tx.execute<{ state: string }>(sql`
        select json_build_array(
          (select row_to_json(c) from contracts c where id = ${contractId}),
          (select to_jsonb(m) - 'alert_after' from machines m where id = ${machineId}),
          (select row_to_json(s) from mails s where id = ${mailId}),
          (select json_build_array(name, url, active, secret_sealed, deleted_at) from webhooks where id = ${webhookId}),
          (select json_build_array(attempts, failed_at) from webhook_deliveries where id = ${deliveryId}),
          (select count(*) from webhook_deliveries where webhook_id = ${webhookId} and event = 'ping'),
          (select json_agg(k order by id) from agent_commands k where machine_id = ${machineId}),
          (select json_agg(d order by version) from contract_configs d where contract_id = ${contractId}),
          (select json_agg(g order by version) from machine_configs g where machine_id = ${machineId}))::text as state`)
    return row?.state ?? ''
  })
}
