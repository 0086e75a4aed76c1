import { controlRoomQuotaState, type QuotaState } from '@/lib/contracts/quota'
import { freshness, type MachineState } from '@/lib/machines/freshness'
import type { Room } from './room'
import type { ControlRoomContract } from './types'

const DAY = 86_400_000

/** The figures above the control room (requirements C6). */
export type Figures = { usedBytes: number; backedUp: number; inAlert: number; running: number; contractsOver: number }

/** Every machine's state at `now`, in the order of the room. */
export function machineStatesAt(room: Room, now: number): MachineState[] {
  const moment = new Date(now)
  const isSuspended = room.contracts.map((contract) => contract.suspended)
  // One Date for a minute's worth of machines: under Next a Date costs more than the judgement.
  const dates = new Map<number, Date>()
  const dateOf = (at: number): Date => {
    const date = dates.get(at) ?? new Date(at)
    dates.set(at, date)
    return date
  }
  return room.machines.map(({ lastBackupAt, contract }) =>
    freshness({ lastBackupAt: lastBackupAt === null ? null : dateOf(lastBackupAt), suspended: isSuspended[contract] ?? false }, moment),
  )
}

/** A bar's state: by the control room's own thresholds (requirements C4), or suspended. */
export const barState = (contract: ControlRoomContract): QuotaState | 'suspended' =>
  contract.suspended ? 'suspended' : controlRoomQuotaState(contract.usedBytes, contract.subscribedBytes)

export function figuresOf(room: Room, states: readonly MachineState[], now: number): Figures {
  const figures: Figures = { usedBytes: 0, backedUp: 0, inAlert: 0, running: 0, contractsOver: 0 }
  room.machines.forEach((machine, index) => {
    if (states[index] === 'fresh') figures.backedUp++
    if (machine.running) figures.running++
    const isSilent = now - machine.silentSince >= machine.missedAfterDays * DAY
    if (machine.missedAlert && isSilent && states[index] !== 'suspended') figures.inAlert++
  })
  for (const contract of room.contracts) {
    figures.usedBytes += contract.usedBytes
    if (barState(contract) === 'over') figures.contractsOver++
  }
  return figures
}

/** Machines without a backup for 15 days and more, the longest silent first. */
export function lostMachines(room: Room, states: readonly MachineState[]): number[] {
  const silentSince = (index: number): number => room.machines[index]?.lastBackupAt ?? 0
  return states.flatMap((state, index) => (state === 'lost' ? [index] : [])).sort((a, b) => silentSince(a) - silentSince(b))
}

/** Contracts over their volume, the furthest over first. */
export function contractsOver(room: Room): number[] {
  const share = (place: number): number => {
    const contract = room.contracts[place]
    return contract ? contract.usedBytes / contract.subscribedBytes : 0
  }
  return room.contracts.flatMap((contract, place) => (barState(contract) === 'over' ? [place] : [])).sort((a, b) => share(b) - share(a))
}
