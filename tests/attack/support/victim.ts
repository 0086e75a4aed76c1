import { PretendAgent } from '@/tests/e2e/support/pretend-agent'
import { HOSTS, type Host, operator } from '@/tests/e2e/support/visit'

/** What an attacker is after: every name bears the mark, so that it is found wherever it leaks. */
export type Victim = {
  mark: string
  host: Host
  contractId: string
  machineId: string
  backupId: string
  identificationKey: string
}

type Place = { host: Host; reseller?: string; space?: string }

/** A contract with a machine and a backup with a log, in the given space. */
export async function makeVictim(mark: string, { host, reseller, space }: Place): Promise<Victim> {
  const where = ['--host', HOSTS[host], ...(reseller ? ['--reseller', reseller] : []), ...(space ? ['--space', space] : [])]
  const title = `Contrat ${mark}`
  const { contractId } = await operator<{ contractId: string }>(
    ...['contract', 'add', ...where, '--title', title, '--email', `${mark.toLowerCase()}@client.example`, '--volume', '10'],
  )
  const machine = await operator<{ machineId: string; identificationKey: string }>(
    ...['machine', 'add', ...where, '--contract', title, '--name', `PC-${mark}`],
  )
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await agent.log('error', `illisible : /home/${mark}/secret.xlsx`)
  await agent.finish()
  return { mark, host, contractId, backupId: agent.backupId, ...machine }
}

export const idsOf = ({ contractId, machineId, backupId }: Victim): string[] => [contractId, machineId, backupId]
