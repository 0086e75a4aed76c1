import { beforeAll, describe, expect, test } from 'vitest'
import { countForNavigation, listMachinesInAlert } from '@/lib/alerts/queries'
import type { UserActor } from '@/lib/auth/types'
import { recordReports } from '@/lib/backups/commands'
import {
  findInLog,
  getBackup,
  getLog,
  listBackupStates,
  listBackupsOfContract,
  listBackupsOfMachine,
  listRunningBackups,
} from '@/lib/backups/queries'
import { getMachineConfig } from '@/lib/configs/queries'
import { getContract, listContracts } from '@/lib/contracts/queries'
import { listContractsSchema } from '@/lib/contracts/schema'
import { encodeControlRoom } from '@/lib/control-room/payload'
import { getControlRoom, listControlRoomMachines } from '@/lib/control-room/queries'
import { listChanges } from '@/lib/live/queries'
import { searchLogs } from '@/lib/logs/queries'
import { getMachine, listMachinesOfContract } from '@/lib/machines/queries'
import { search } from '@/lib/search/queries'
import { enterSpace } from '@/lib/spaces/acting'
import { listSpaces } from '@/lib/spaces/queries'
import { listFilterChoices } from '@/lib/statistics/choices'
import { lastDays } from '@/lib/statistics/period'
import { getContractVolume, getGlobalStatistics, listMachineStatistics } from '@/lib/statistics/queries'
import { type Cast, type CastMachine, makeCast, signedIn } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { atNextRequest, freshUser } from '@/tests/support/fresh-user'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, logged, newBackupId, started } from '@/tests/support/reports'

testDatabase()
const FAR = new Date('2036-01-01T00:00:00Z')
let cast: Cast
let viewers: Record<'member' | 'using' | 'nowhere', UserActor>
/** What is East's and what is West's: ids, and words that stand in their rows alone. */
const marks = { east: [] as string[], west: [] as string[] }
const ids = { east: {} as Side, west: {} as Side }
type Side = { machine: string; contract: string; space: string; done: string; running: string }

beforeAll(async () => {
  cast = await makeCast()
  const alice = await signedIn(cast.alpine, 'alice')
  await enterSpace(alice, cast.spaces.east)
  const using = await atNextRequest(alice, cast)
  if (!using) throw new Error('nobody')
  viewers = { member: cast.bob, using, nowhere: await freshUser(cast, 'nowhere') }
  for (const side of ['east', 'west'] as const) {
    const machine = cast.machines[side]
    const [done, running] = [newBackupId(Date.now() - 5000), newBackupId(Date.now())]
    const at = Date.now()
    await tell(
      machine,
      started(done, 0, at),
      logged(done, 1, at, `said in ${side}`),
      finished(done, 2, at, { bytesAdded: 5, storedBytes: 50 }),
    )
    await tell(machine, started(running, 0, at))
    ids[side] = { machine: machine.machineId, contract: cast.contracts[side], space: cast.spaces[side], done, running }
    marks[side] = [...Object.values(ids[side]), side === 'east' ? 'Garage' : 'Bakery', `said in ${side}`]
  }
})

async function tell(machine: CastMachine, ...reports: Parameters<typeof recordReports>[0][number]['reports']): Promise<void> {
  await recordReports([{ machine: await machineActor(machine), reports, receivedAt: new Date() }])
}

const period = lastDays(30, 'Europe/Paris', new Date())
const everything = { period, spaceId: null, contractId: null }
const logs = { text: '', errorsOnly: false, period, contractId: null, machineId: null, before: null }
const contractsAsked = listContractsSchema.parse({ page: 1 })

/** What shows several spaces at once. */
const LISTS: Record<string, (actor: UserActor) => Promise<unknown>> = {
  'the list of contracts': (actor) => listContracts(actor, contractsAsked),
  'a search among contracts': (actor) => listContracts(actor, { ...contractsAsked, search: 'client' }),
  'the control room': (actor) => getControlRoom(actor),
  'the cells of the live stream': (actor) => listControlRoomMachines(actor, [ids.east.machine, ids.west.machine]),
  'the backups of the live stream': (actor) => listBackupStates(actor, [ids.east.running, ids.west.running]),
  'the changes of the live stream': (actor) => listChanges(actor, new Date(0)),
  'the running backups': (actor) => listRunningBackups(actor),
  'the machines in alert': (actor) => listMachinesInAlert(actor, FAR),
  'the global statistics': (actor) => getGlobalStatistics(actor, everything),
  'the choices of the filters': (actor) => listFilterChoices(actor, everything),
  'the logs': (actor) => searchLogs(actor, logs),
  'a search in the logs': (actor) => searchLogs(actor, { ...logs, text: 'said in' }),
  'Ctrl-K': async (actor) => Promise.all(['pc', 'a', 'e', 'st'].map((text) => search(actor, text))),
  'the spaces of the contract form': (actor) => listSpaces(actor, actor.resellerId),
}

describe.each(Object.keys(LISTS))('%s', (name) => {
  const shown = async (actor: UserActor) => JSON.stringify(await LISTS[name]?.(actor))
  const among = (text: string, of: string[]) => of.filter((mark) => text.includes(mark))

  test('shows an administrator both spaces', async () => {
    const all = await shown(cast.alice)
    expect(among(all, marks.east)).not.toEqual([])
    expect(among(all, marks.west)).not.toEqual([])
  })

  test.each(['member', 'using'] as const)('shows who sees one space (%s) that one alone', async (viewer) => {
    const less = await shown(viewers[viewer])
    expect(among(less, marks.east)).not.toEqual([])
    expect(among(less, marks.west)).toEqual([])
  })

  test('shows who sees no space nothing', async () => {
    const none = await shown(viewers.nowhere)
    expect(among(none, [...marks.east, ...marks.west])).toEqual([])
  })
})

describe('the figures', () => {
  test('beside the navigation count what is seen', async () => {
    expect(await countForNavigation(cast.alice, FAR)).toEqual({ contracts: 2, running: 2, inAlert: 2 })
    for (const viewer of [viewers.member, viewers.using])
      expect(await countForNavigation(viewer, FAR)).toEqual({ contracts: 1, running: 1, inAlert: 1 })
    expect(await countForNavigation(viewers.nowhere, FAR)).toEqual({ contracts: 0, running: 0, inAlert: 0 })
  })

  test('of the control room and of the statistics add up what is seen', async () => {
    const figures = async (actor: UserActor) => {
      const [room, statistics] = await Promise.all([getControlRoom(actor), getGlobalStatistics(actor, everything)])
      return [room.allocatedBytes / 1e9, room.machines.length, statistics.total.backups, statistics.total.bytesAdded]
    }
    expect(await figures(cast.alice)).toEqual([900, 2, 2, 10])
    expect(await figures(viewers.member)).toEqual([400, 1, 1, 5])
    expect(await figures(viewers.using)).toEqual([400, 1, 1, 5])
    expect(await figures(viewers.nowhere)).toEqual([0, 0, 0, 0])
  })

  test('and names of the other space are not in the room as it goes to the browser', async () => {
    for (const viewer of [viewers.member, viewers.using]) expect(encodeControlRoom(await getControlRoom(viewer))).not.toContain('Bakery')
  })

  test('say no total of a contract list that is not seen', async () => {
    expect((await listContracts(viewers.member, contractsAsked)).total).toBe(1)
    expect((await listContracts(viewers.nowhere, contractsAsked)).total).toBe(0)
  })
})

/** What shows one thing, asked for the other space's. */
const DETAILS: Record<string, (actor: UserActor, side: Side) => Promise<unknown>> = {
  'a contract': (actor, { contract }) => getContract(actor, contract),
  'a machine': (actor, { machine }) => getMachine(actor, machine),
  'a backup': (actor, { done }) => getBackup(actor, done),
  'a log': (actor, { done }) => getLog(actor, done, { offset: 0, limit: 10 }),
  'a search in a log': (actor, { done }) => findInLog(actor, done, { text: 'said', errorsOnly: false, limit: 10 }),
  'a configuration': (actor, { machine }) => getMachineConfig(actor, machine),
  'the statistics of a machine': (actor, { machine }) => listMachineStatistics(actor, machine, period),
  'filters narrowed to a space': (actor, { space }) => listFilterChoices(actor, { spaceId: space, contractId: null }),
  'filters narrowed to a contract': (actor, { contract }) => listFilterChoices(actor, { spaceId: null, contractId: contract }),
}

describe.each(Object.keys(DETAILS))('%s', (name) => {
  test('of the own space is shown, of the other one it is a 404', async () => {
    for (const viewer of [viewers.member, viewers.using]) {
      await expect(DETAILS[name]?.(viewer, ids.east)).resolves.toBeDefined()
      await expect(DETAILS[name]?.(viewer, ids.west)).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }))
    }
    await expect(DETAILS[name]?.(viewers.nowhere, ids.east)).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }))
  })
})

test('what hangs on a contract or a machine of the other space is empty', async () => {
  for (const viewer of [viewers.member, viewers.using]) {
    expect(await listMachinesOfContract(viewer, ids.west.contract)).toEqual([])
    expect(await listBackupsOfContract(viewer, ids.west.contract, 5)).toEqual([])
    expect(await listBackupsOfMachine(viewer, ids.west.machine, { limit: 5 })).toEqual([])
    expect((await getContractVolume(viewer, ids.west.contract, period)).every(({ bytes }) => bytes === 0)).toBe(true)
    const narrowed = await getGlobalStatistics(viewer, { ...everything, spaceId: ids.west.space })
    expect(narrowed.total.backups).toBe(0)
  }
})
