import type { Tx } from '@/db/client'
import { reviewConfig } from './review'
import { addMachineVersions, contractDefault, lockConfiguredMachine } from './versions'

/** Gives a machine that has just joined a contract its default, within the transaction that adds it; nothing where there is none. */
export async function inheritConfig(tx: Tx, machineId: string, contract: { id: string; configVersion: number }, now: Date): Promise<void> {
  if (contract.configVersion === 0) return
  const body = await contractDefault(tx, contract.id, contract.configVersion)
  const machine = await lockConfiguredMachine(tx, machineId)
  const { retentionDays, problems } = reviewConfig(machine, body)
  if (problems.length > 0) return
  const review = { losses: [], retentionDays }
  await addMachineVersions(tx, { userId: null, name: null }, [{ machine, body, origin: 'contract', restoredVersion: null, review }], now)
}
