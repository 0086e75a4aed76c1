import { clock } from '@/lib/clock'
import { getFleetHealth } from '@/lib/health/fleet'
import { operator } from './lookup'
import type { Command } from './usage'

/** How the whole platform stands, as the console's page shows it (requirements G1). */
export const healthCommand: Command = {
  summary: 'processes, storage, database, alert watch, mails, agents and the machines that fail most',
  options: [],
  required: [],
  async run() {
    const health = await getFleetHealth(operator, clock.now())
    const { database, instances, watch, mails, machines, agents, backups, failing } = health
    const lines = [
      `database ${database.version}, ${database.connections} of ${database.maxConnections} connections`,
      ...instances.map(
        ({ hostname, processId, roles, storage, silent, seenAt }) =>
          `process ${hostname}/${processId} (${roles.join(', ')})  ${silent ? 'silent since' : 'heard of'} ${seenAt.toISOString()}${storage ? `, storage ${storage}` : ''}`,
      ),
      `alert watch: ${watch.state}${watch.roundAt ? `, last round ${watch.roundAt.toISOString()}` : ''}`,
      `mails: ${mails.waiting} waiting, ${mails.overdue} overdue, ${mails.failed} given up`,
      `machines: ${machines.total}, ${machines.silent} silent, ${machines.never} never seen`,
      ...agents.map(
        ({ version, machines: count, silent }) => `agent ${version ?? 'of unknown version'}: ${count} machines, ${silent} silent`,
      ),
      `backups of the last day: ${backups.failed} failed, ${backups.lost} lost`,
      ...failing.map(
        ({ resellerName, contractTitle, machineName, failures, lastError }) =>
          `  ${resellerName} / ${contractTitle} / ${machineName}: ${failures} failures${lastError ? `, ${lastError}` : ''}`,
      ),
    ]
    return { json: health, text: lines.join('\n') }
  },
}
