import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { observeStatements, withSystem } from '@/db/client'
import { brandHosts, machines, webhookDeliveries, webhooks } from '@/db/schema'
import type { FinishedEvent } from '@/lib/agent-protocol/schema'
import { sweepAlerts } from '@/lib/alerts/round'
import { recordReports } from '@/lib/backups/commands'
import { addContract, reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { setLocalPort } from '@/lib/hosts/links'
import { addMachine } from '@/lib/machines/commands'
import { deleteWebhook, switchWebhook } from '@/lib/webhooks/commands'
import { withoutAudit } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { finished, newBackupId } from '@/tests/support/reports'
import { addedWebhook, deliveriesOf } from '@/tests/support/webhooks'

testDatabase()
const URL = 'https://hooks.example.com/x'
const NOW = new Date('2026-11-22T10:00:00Z')
const never = new AbortController().signal
let cast: Cast

beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(() => withSystem('tests', (tx) => tx.delete(webhooks)))

async function finish(machine: CastMachine, facts: Partial<FinishedEvent> = {}, id = newBackupId(NOW.getTime()), seq = 0): Promise<string> {
  const reports = [finished(id, seq, NOW.getTime(), facts)]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: NOW }])) must(result)
  return id
}
const told = async (webhookId: string) => (await deliveriesOf(webhookId)).map(({ body }) => JSON.parse(body))

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const stop = observeStatements(({ query }) => seen.push(query))
  await work()
  stop()
  return seen
}

describe('a backup that ends', () => {
  test('is told whole, with ids and names of the own, and links on the brand’s host', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const id = await finish(cast.machines.west, { outcome: 'failed', error: 'no space "left"\n', filesNew: 3, bytesAdded: 500 })
    expect(await told(webhookId)).toEqual([
      {
        type: 'backup.finished',
        timestamp: NOW.toISOString(),
        data: {
          backup: expect.objectContaining({
            ...{ id, outcome: 'failed', error: 'no space "left"\n', filesNew: 3, bytesAdded: 500, finishedAt: NOW.toISOString() },
            url: `https://admin.alpine.test/backups/${id}`,
          }),
          machine: {
            id: cast.machines.west.machineId,
            name: 'PC-1',
            url: `https://admin.alpine.test/machines/${cast.machines.west.machineId}`,
          },
          contract: { id: cast.contracts.west, title: 'Bakery', url: `https://admin.alpine.test/contracts/${cast.contracts.west}` },
          space: { id: cast.spaces.west, name: 'West' },
        },
      },
    ])
  })

  test('is told once to each webhook that is on and wants it, of its own reseller', async () => {
    const first = await addedWebhook(cast.alice, URL)
    const second = await addedWebhook(cast.alice, URL)
    const other = await addedWebhook(cast.alice, URL, ['alert.opened'])
    const off = await addedWebhook(cast.alice, URL)
    await switchWebhook(cast.alice, { webhookId: off.webhookId, on: false }, NOW)
    const gone = await addedWebhook(cast.alice, URL)
    await deleteWebhook(cast.alice, gone.webhookId, NOW)
    const carols = await addedWebhook(cast.carol, URL)
    const id = await finish(cast.machines.west)
    await finish(cast.machines.west, { outcome: 'partial' }, id, 1)
    for (const { webhookId } of [first, second]) expect((await told(webhookId)).map(({ data }) => data.backup.id)).toEqual([id])
    for (const { webhookId } of [other, off, gone, carols]) expect(await told(webhookId)).toEqual([])
  })

  test('costs resellers without such a webhook not one statement', async () => {
    await addedWebhook(cast.carol, URL)
    await addedWebhook(cast.alice, URL, ['alert.opened'])
    const machine = await machineActor(cast.machines.west)
    const report = () => recordReports([{ machine, reports: [finished(newBackupId(NOW.getTime()), 0, NOW.getTime())], receivedAt: NOW }])
    const statements = await statementsOf(report)
    expect(statements.filter((query) => query.includes('webhook'))).toEqual([])
    expect(await withSystem('tests', (tx) => tx.$count(webhookDeliveries).then(Number))).toBe(0)
  })

  test('of many machines is told with one statement', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    const batches = await Promise.all(
      [cast.machines.west, cast.machines.east].map(async (machine) => ({
        machine: await machineActor(machine),
        reports: Array.from({ length: 20 }, () => finished(newBackupId(NOW.getTime()), 0, NOW.getTime())),
        receivedAt: NOW,
      })),
    )
    const statements = await statementsOf(() => recordReports(batches))
    expect(statements.filter((query) => query.includes('webhook_deliveries')).length).toBe(1)
    expect((await told(webhookId)).length).toBe(40)
  })

  test('on a host of this very machine links by http and the port, as it is when the event happens', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL)
    await withSystem('tests', (tx) =>
      tx.update(brandHosts).set({ host: 'admin.alpine.localhost' }).where(eq(brandHosts.brandId, cast.alpine.id)),
    )
    setLocalPort(4711)
    await finish(cast.machines.west)
    setLocalPort(3000)
    await withSystem('tests', (tx) =>
      tx.update(brandHosts).set({ host: 'admin.alpine.test' }).where(eq(brandHosts.brandId, cast.alpine.id)),
    )
    const [{ data }] = await told(webhookId)
    for (const { url } of [data.backup, data.machine, data.contract]) expect(url).toMatch(/^http:\/\/admin\.alpine\.localhost:4711\//)
  })

  test('where there is no Administration names no space', async () => {
    const { webhookId } = await addedWebhook(cast.carol, URL)
    await finish(cast.machines.carols)
    expect((await told(webhookId)).map(({ data }) => data.space)).toEqual([null])
  })
})

test('an episode is told when it opens and when it is over', async () => {
  const { webhookId } = await addedWebhook(cast.alice, URL, ['alert.opened', 'alert.closed'])
  const carols = await addedWebhook(cast.carol, URL, ['alert.opened', 'alert.closed'])
  const { machineId } = cast.machines.east
  const backedUp = (at: Date) =>
    withSystem('tests', (tx) => tx.update(machines).set({ lastBackupAt: at, registeredAt: at }).where(eq(machines.id, machineId)))
  let now = new Date(Date.now() + 60 * 86_400_000)
  const sweep = () => sweepAlerts(system, () => now, never)
  for (const machine of [cast.machines.west, cast.machines.carols])
    await withSystem('tests', (tx) => tx.update(machines).set({ missedAlert: false }).where(eq(machines.id, machine.machineId)))
  await backedUp(new Date(now.getTime() - 10 * 86_400_000))
  await sweep()
  await sweep()
  const opened = (await told(webhookId)).filter(({ data }) => data.alert.kind === 'missed')
  expect(opened).toEqual([
    expect.objectContaining({
      type: 'alert.opened',
      data: expect.objectContaining({
        alert: expect.objectContaining({ kind: 'missed', closedAt: null, end: null, url: 'https://admin.alpine.test/alerts' }),
        machine: expect.objectContaining({ id: machineId, name: 'PC-1' }),
        contract: expect.objectContaining({ title: 'Garage' }),
      }),
    }),
  ])
  now = new Date(now.getTime() + 60_000)
  await backedUp(now)
  await sweep()
  const all = (await told(webhookId)).filter(({ data }) => data.alert.kind === 'missed')
  expect(all.map(({ type, data }) => [type, data.alert.id, data.alert.end])).toEqual([
    ['alert.opened', opened[0].data.alert.id, null],
    ['alert.closed', opened[0].data.alert.id, 'over'],
  ])
  expect(await told(carols.webhookId)).toEqual([])
})

describe('what people do', () => {
  test('is told, also when a member does it who may see no webhook', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL, ['machine.added', 'contract.suspended', 'contract.reactivated'])
    const { machineId } = must(await addMachine(cast.bob, { contractId: cast.contracts.east, name: 'PC-9' }, NOW))
    must(await suspendContract(cast.bob, cast.contracts.east, NOW))
    must(await reactivateContract(cast.bob, cast.contracts.east, new Date(NOW.getTime() + 1)))
    must(await suspendContract(cast.bob, cast.contracts.east, new Date(NOW.getTime() + 2)))
    const all = await told(webhookId)
    expect(all.map(({ type }) => type)).toEqual(['machine.added', 'contract.suspended', 'contract.reactivated', 'contract.suspended'])
    expect(all[0].data).toMatchObject({ machine: { id: machineId, name: 'PC-9' }, contract: { title: 'Garage' }, space: { name: 'East' } })
    expect(all[1].data).toMatchObject({ contract: { id: cast.contracts.east, title: 'Garage' } })
  })

  test('and is undone is not told', async () => {
    const { webhookId } = await addedWebhook(cast.alice, URL, ['contract.suspended'])
    const facts = {
      title: 'Another',
      clientEmail: 'a@b.test',
      clientLocale: 'fr' as const,
      subscribedBytes: 1e9,
      machineLimit: null,
      retentionDays: 90,
    }
    const { contractId } = must(await addContract(cast.alice, { ...facts, spaceId: cast.spaces.west }))
    expect(await withoutAudit(() => suspendContract(cast.alice, contractId, NOW))).not.toBe('went through')
    expect(await told(webhookId)).toEqual([])
  })
})
