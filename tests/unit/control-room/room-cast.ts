import fc from 'fast-check'
import type { Room } from '@/lib/control-room/room'
import type { ControlRoom, ControlRoomMachine } from '@/lib/control-room/types'

export const NOW = Date.UTC(2026, 10, 22, 10, 0)
const HOUR = 3_600_000
/** How long ago the machines that never backed up were registered. */
const REGISTERED_HOURS = 80

const outcome = fc.constantFrom('running', 'success', 'partial', 'failed', 'cancelled', 'lost', null)

const machineFacts = fc
  .record({
    id: fc.uuid(),
    name: fc.string({ unit: 'grapheme', maxLength: 24 }),
    silentSince: fc.integer({ min: NOW - 4_000_000_000, max: NOW + HOUR }),
    never: fc.boolean(),
    lastOutcome: outcome,
    storedBytes: fc.maxSafeNat(),
    running: fc.boolean(),
    missedAlert: fc.boolean(),
    missedAfterDays: fc.integer({ min: 1, max: 365 }),
  })
  .map(({ never, ...machine }) => ({ ...machine, lastBackupAt: never ? null : machine.silentSince }))

const contractFacts = fc.record({
  id: fc.uuid(),
  title: fc.string({ unit: 'grapheme', maxLength: 24 }),
  spaceId: fc.uuid(),
  usedBytes: fc.maxSafeNat(),
  subscribedBytes: fc.maxSafeNat(),
  suspended: fc.boolean(),
})

/** Any control room: also an empty one, and names of any script. */
export const anyRoom: fc.Arbitrary<ControlRoom> = fc
  .record({
    at: fc.integer({ min: NOW, max: NOW + 86_400_000 }),
    allocatedBytes: fc.maxSafeNat(),
    spaces: fc.array(fc.record({ id: fc.uuid(), name: fc.string() }), { maxLength: 4 }),
    clients: fc.array(fc.tuple(contractFacts, fc.array(machineFacts, { maxLength: 12 })), { maxLength: 8 }),
  })
  .map(({ clients, ...room }) => ({
    ...room,
    contracts: clients.map(([contract]) => contract),
    machines: clients.flatMap(([contract, machines]) => machines.map((machine) => ({ ...machine, contractId: contract.id }))),
  }))

type Client = {
  title: string
  used?: number
  subscribed?: number
  suspended?: boolean
  space?: string
  hours: Record<string, number | null>
}

/** A room of named clients whose machines were last backed up so many hours ago. */
export function roomOf(clients: Client[]): Room {
  return {
    at: NOW,
    allocatedBytes: 1000,
    spaces: [],
    contracts: clients.map(({ title, used = 0, subscribed = 100, suspended = false, space = 'Siège' }) => {
      return { id: `id of ${title}`, title, spaceId: space, usedBytes: used, subscribedBytes: subscribed, suspended }
    }),
    machines: clients.flatMap(({ hours }, contract) =>
      Object.entries(hours).map(([name, ago]) => {
        const lastBackupAt = ago === null ? null : NOW - ago * HOUR
        const alert = { missedAlert: true, missedAfterDays: 3, silentSince: lastBackupAt ?? NOW - REGISTERED_HOURS * HOUR }
        return { id: `id of ${name}`, name, contract, lastBackupAt, lastOutcome: null, storedBytes: 10, running: false, ...alert }
      }),
    ),
  }
}

export const changed = (machine: Partial<ControlRoomMachine>): ControlRoomMachine => ({
  id: 'id of PC',
  name: 'PC',
  contractId: 'id of Duc',
  lastBackupAt: NOW,
  silentSince: NOW,
  lastOutcome: 'success',
  storedBytes: 25,
  running: false,
  missedAlert: true,
  missedAfterDays: 3,
  ...machine,
})
