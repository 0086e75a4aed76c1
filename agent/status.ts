import { existsSync } from 'node:fs'
import type { Agent } from './agent'
import { greeting } from './greeting'
import { findKit } from './kit'
import { findLastBackup } from './last-backup'
import { lockHolder } from './lock'
import { findResticVersion } from './restic'
import { Memory, nextBackupAt } from './schedule'
import { agentVersion } from './version'

/** What `status` prints. Asks the portal once, at most 10 s; instants are UTC. */
export async function status(agent: Agent) {
  const restic = await findResticVersion()
  const answer = await agent.portal.hello(greeting(restic))
  const hello = answer.kind === 'ok' ? answer.value : null
  const lastBackup = findLastBackup(agent.machine.lastBackup)
  const config = agent.config.current()
  const past = new Memory().past({ since: agent.config.since, last: lastBackup }, agent.clock.now())
  const nextAt = config ? nextBackupAt(config, past.since, past.last) : null
  return {
    ...kitStatus(),
    agentVersion,
    resticVersion: restic,
    state: agent.state.root,
    enrolled: true,
    portal: agent.enrollment.portal,
    portalReachable: answer.kind !== 'away',
    portalTrouble: answer.kind === 'away' ? answer.reason : null,
    keyAccepted: answer.kind === 'away' ? null : answer.kind !== 'unknown_key',
    machine: hello?.machine.name ?? agent.enrollment.machineName,
    contract: hello?.contract.title ?? agent.enrollment.contractTitle,
    suspended: hello?.contract.suspended ?? (answer.kind === 'suspended' ? true : null),
    backupRunning: lockHolder(agent.state.backupLock) !== null,
    spooledReports: agent.spool.pending(),
    rejectedReports: existsSync(agent.spool.rejectedPath),
    configVersion: agent.config.version,
    refusedConfig: agent.config.refused,
    schedule: config?.schedule ?? null,
    nextBackupAt: nextAt?.toISOString() ?? null,
    lastBackup,
  }
}

/** What `status` says of the kit; nothing for an agent on its own. */
export function kitStatus() {
  const kit = findKit()
  return kit ? { product: kit.productName, kitVersion: kit.version, support: kit.support } : {}
}
