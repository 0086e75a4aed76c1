import { randomBytes, randomInt } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IDS_PER_REQUEST } from '@/lib/control-room/machine-columns'
import { decodeControlRoom, encodeControlRoom } from '@/lib/control-room/payload'
import type { ControlRoom } from '@/lib/control-room/types'
import { anyRoom, NOW } from './room-cast'

const MINUTE = 60_000

test('any control room arrives as it was, but for seconds and the digits beyond four', () => {
  fc.assert(
    fc.property(anyRoom, (room) => {
      const arrived = decodeControlRoom(encodeControlRoom(room))
      const { machines, ...rest } = arrived
      const { machines: sent, ...restSent } = room
      expect(rest).toEqual(restSent)
      expect(machines).toHaveLength(sent.length)
      machines.forEach(({ contract, storedBytes, lastBackupAt, silentSince, ...machine }, index) => {
        const {
          contractId,
          storedBytes: bytes,
          lastBackupAt: at,
          silentSince: since,
          ...machineSent
        } = sent[index] as ControlRoom['machines'][number]
        expect(machine).toEqual(machineSent)
        expect(room.contracts[contract]?.id).toBe(room.contracts.find(({ id }) => id === contractId)?.id)
        expect(silentSince).toBe(Math.floor(since / MINUTE) * MINUTE)
        expect(lastBackupAt).toBe(at === null ? null : Math.floor(at / MINUTE) * MINUTE)
        expect(Math.abs(storedBytes - bytes)).toBeLessThanOrEqual(bytes * 0.0006)
      })
    }),
  )
})

test('beyond the first ids only those of the longest silent machines travel along', () => {
  const room = fleet(IDS_PER_REQUEST + 500, 100)
  const last = room.machines.at(-1)
  if (last) last.lastBackupAt = last.silentSince = NOW - 90 * 86_400_000
  const { machines } = decodeControlRoom(encodeControlRoom(room))
  const known = machines.filter((machine) => machine.id !== null).length
  expect(known).toBeGreaterThanOrEqual(IDS_PER_REQUEST)
  expect(known).toBeLessThan(IDS_PER_REQUEST + 100)
  expect(machines.at(-1)?.id).toBe(last?.id)
})

test('10,000 machines of 1,000 clients, registered over three years, travel in less than 110 KB', () => {
  const compressed = gzipSync(encodeControlRoom(fleet(10_000, 1_000))).length
  console.info(`control room of 10,000: payload ${(compressed / 1024).toFixed(1)} KB compressed`)
  expect(compressed).toBeLessThan(110 * 1024)
})

/** A large reseller at its most random: nothing here compresses better than real life does. */
function fleet(machineCount: number, contractCount: number): ControlRoom {
  const id = (): string => {
    const at = (NOW - randomInt(94_608_000_000)).toString(16).padStart(12, '0')
    const rest = randomBytes(10).toString('hex')
    return `${at.slice(0, 8)}-${at.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`
  }
  const names = ['PC-COMPTA', 'SRV-FICHIERS', 'PC-ACCUEIL', 'PORTABLE', 'SRV-SQL', 'NAS', 'PC-DIRECTION', 'POSTE']
  const spaces = [{ id: id(), name: 'Siège' }]
  const contracts = Array.from({ length: contractCount }, (_, index) => ({
    id: id(),
    title: `Client ${randomBytes(3).toString('hex')} ${index}`,
    spaceId: spaces[0]?.id ?? '',
    usedBytes: randomInt(500_000_000_000),
    subscribedBytes: [20, 50, 100, 200, 500][randomInt(5)] as number,
    suspended: randomInt(50) === 0,
  }))
  const machines = Array.from({ length: machineCount }, (_, index) => ({
    ...silence(),
    id: id(),
    name: `${names[randomInt(names.length)]}-${randomInt(60)}`,
    contractId: contracts[Math.floor((index * contractCount) / machineCount)]?.id ?? '',
    lastOutcome: randomInt(12) === 0 ? ('failed' as const) : ('success' as const),
    storedBytes: randomInt(80_000_000_000),
    running: randomInt(60) === 0,
    missedAlert: randomInt(5) > 0,
    missedAfterDays: 3,
  }))
  return { at: NOW, allocatedBytes: 5e13, spaces, contracts, machines }
}

function silence(): { lastBackupAt: number | null; silentSince: number } {
  if (randomInt(40) === 0) return { lastBackupAt: null, silentSince: NOW - randomInt(94_608_000_000) }
  const silentSince = NOW - (randomInt(5) === 0 ? randomInt(2_000_000_000) : randomInt(86_400_000))
  return { lastBackupAt: silentSince, silentSince }
}
