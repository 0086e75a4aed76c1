import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alerts, contracts, machines, mails, monthlyReports, resellers, spaces } from '@/db/schema'
import { addContract } from '@/lib/contracts/commands'
import { addMachine } from '@/lib/machines/commands'
import { forgetOldReports, setMonthlyReport } from '@/lib/reports/commands'
import { tellMonth } from '@/lib/reports/round'
import { type Cast, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
/** Seven in the morning of Paris on the first of November: winter time has begun a week before. */
const DUE = new Date('2026-11-01T06:00:00Z')
const DAY = 86_400_000
let cast: Cast
let now = DUE
beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  now = DUE
  await withSystem('tests', async (tx) => {
    await tx.delete(mails)
    await tx.delete(monthlyReports)
    await tx.delete(alerts)
    await tx.update(contracts).set({ createdAt: new Date('2026-01-10T10:00:00Z'), suspendedAt: null })
    await tx.update(machines).set({ registeredAt: new Date('2026-01-10T10:00:00Z') })
    await tx.update(resellers).set({ monthlyReport: 'nobody', reportDueAt: null, reportOverviewMonth: null, suspendedAt: null })
    await tx.update(spaces).set({ alertEmail: null })
  })
})

const never = new AbortController().signal
/** Turns until there is nothing to do. */
async function turns(): Promise<void> {
  while ((await tellMonth(system, () => now, never)).more);
}
const wants = (to: 'client' | 'reseller' | 'both', from = new Date('2026-10-05T10:00:00Z')) => setMonthlyReport(cast.alice, { to }, from)
const sent = async () =>
  (await withSystem('tests', (tx) => tx.select().from(mails).orderBy(mails.key))).map(({ kind, recipient, subject }) => [
    kind,
    recipient,
    subject,
  ])
const keys = async () => (await withSystem('tests', (tx) => tx.select({ key: mails.key }).from(mails))).map(({ key }) => key).sort()

describe('the first of the month', () => {
  test('brings each client its report of the month that is over, at seven by the reseller’s clock and not before', async () => {
    await wants('client')
    now = new Date(DUE.getTime() - 1000)
    await turns()
    expect(await sent()).toEqual([])
    now = DUE
    await turns()
    const subject = (title: string) => `Rapport de sauvegarde : ${title}, Octobre 2026`
    expect((await sent()).map(([, , told]) => told).sort()).toEqual([subject('Bakery'), subject('Garage')])
    expect(await keys()).toEqual([cast.contracts.west, cast.contracts.east].map((id) => `report:${id}:2026-10:client`).sort())
  })

  test('comes once a month, whoever works, and again the next month', async () => {
    await wants('client')
    for (let day = 0; day < 31; day++) {
      now = new Date(DUE.getTime() + day * DAY)
      await Promise.all([turns(), turns(), turns(), turns()])
    }
    // The last of these days is the first of December.
    expect((await sent()).map(([, , told]) => told).sort()).toEqual([
      'Rapport de sauvegarde : Bakery, Novembre 2026',
      'Rapport de sauvegarde : Bakery, Octobre 2026',
      'Rapport de sauvegarde : Garage, Novembre 2026',
      'Rapport de sauvegarde : Garage, Octobre 2026',
    ])
  })

  test('brings nobody anything who has not asked for it, nor of suspended, empty or newer contracts', async () => {
    await turns()
    expect(await sent()).toEqual([])
    await wants('both')
    const terms = {
      clientEmail: 'empty@example.test',
      clientLocale: 'fr' as const,
      subscribedBytes: 1e9,
      machineLimit: null,
      retentionDays: 90,
    }
    const empty = must(await addContract(system, { ...terms, spaceId: cast.spaces.west, title: 'Empty' })).contractId
    const newer = must(await addContract(system, { ...terms, spaceId: cast.spaces.west, title: 'Newer' })).contractId
    must(await addMachine(system, { contractId: newer, name: 'PC-1' }))
    await withSystem('tests', async (tx) => {
      await tx
        .update(contracts)
        .set({ createdAt: new Date('2026-10-31T23:00:00Z') })
        .where(eq(contracts.id, newer))
      await tx
        .update(contracts)
        .set({ createdAt: new Date('2026-10-01T10:00:00Z') })
        .where(eq(contracts.id, empty))
      await tx.update(contracts).set({ suspendedAt: DUE }).where(eq(contracts.id, cast.contracts.east))
    })
    await turns()
    expect((await sent()).map(([kind, to]) => [kind, to])).toEqual([
      ['report', 'client@example.test'],
      ['report_overview', 'alerts@alpine.test'],
    ])
    await withSystem('tests', async (tx) => {
      await tx.delete(machines).where(eq(machines.contractId, newer))
      await tx.delete(contracts).where(sql`${contracts.title} in ('Empty', 'Newer')`)
    })
  })

  test('of a suspended reseller is left out, and the next one comes', async () => {
    await wants('both')
    await withSystem('tests', (tx) => tx.update(resellers).set({ suspendedAt: DUE }))
    await turns()
    expect(await sent()).toEqual([])
    await withSystem('tests', (tx) => tx.update(resellers).set({ suspendedAt: null }))
    now = new Date('2026-12-01T06:00:00Z')
    await turns()
    expect((await sent()).map(([, , told]) => told)).toContain('Rapport de sauvegarde : Bakery, Novembre 2026')
  })

  test('after months without a worker is that of the last month alone', async () => {
    await wants('client', new Date('2026-06-05T10:00:00Z'))
    now = new Date('2026-11-09T10:00:00Z')
    await turns()
    expect((await keys()).every((key) => key.includes(':2026-10:'))).toBe(true)
    expect(await keys()).toHaveLength(2)
  })

  test('whoever says nobody in the middle of it stops it', async () => {
    await wants('both')
    await withSystem('tests', async (tx) => {
      const rows = [cast.contracts.west].map((contractId) => ({
        resellerId: cast.resellerId,
        spaceId: cast.spaces.west,
        contractId,
        month: '2026-10',
        dueAt: DUE,
      }))
      await tx.insert(monthlyReports).values(rows)
    })
    await setMonthlyReport(cast.alice, { to: 'nobody' }, DUE)
    await turns()
    expect(await sent()).toEqual([])
    expect(await withSystem('tests', (tx) => tx.$count(monthlyReports, sql`written_at is null`))).toBe(0)
  })
})

describe('the reseller', () => {
  test('gets one mail with all contracts, what is wrong first, each with the way to its report', async () => {
    await wants('reseller')
    const place = { resellerId: cast.resellerId, spaceId: cast.spaces.east, machineId: cast.machines.east.machineId }
    const opened = new Date('2026-10-07T10:00:00Z')
    await withSystem('tests', (tx) => tx.insert(alerts).values({ ...place, kind: 'failed', sinceAt: opened, openedAt: opened }))
    await Promise.all([turns(), turns(), turns()])
    await turns()
    expect(await sent()).toEqual([['report_overview', 'alerts@alpine.test', 'Rapports mensuels, octobre 2026 : 2 contrats']])
    const [mail] = await withSystem('tests', (tx) => tx.select().from(mails))
    expect(mail).toMatchObject({ spaceId: null })
    expect(mail?.html).toContain(`https://admin.alpine.test/contracts/${cast.contracts.west}/report?month=2026-10`)
    expect(mail?.text).toContain('2 contrats demandent votre attention')
  })

  test('with a space that has an alert address of its own gets two, each with its own contracts', async () => {
    await wants('reseller')
    await withSystem('tests', (tx) => tx.update(spaces).set({ alertEmail: 'east@alpine.test' }).where(eq(spaces.id, cast.spaces.east)))
    await turns()
    const rows = await withSystem('tests', (tx) => tx.select().from(mails).orderBy(mails.recipient))
    expect(rows.map(({ recipient, spaceId }) => [recipient, spaceId])).toEqual([
      ['alerts@alpine.test', cast.spaces.west],
      ['east@alpine.test', cast.spaces.east],
    ])
    expect([rows[0]?.text.includes('Garage'), rows[1]?.text.includes('Garage')]).toEqual([false, true])
  })
})

test('a report that cannot be written keeps nobody waiting, and is written once it can', async () => {
  await wants('client')
  // A language that nobody has texts in.
  const speak = (locale: string) =>
    withSystem('tests', (tx) =>
      tx
        .update(contracts)
        .set({ clientLocale: locale as 'fr' })
        .where(eq(contracts.id, cast.contracts.west)),
    )
  await speak('xx-broken-locale')
  await turns()
  expect(await keys()).toEqual([`report:${cast.contracts.east}:2026-10:client`])
  await speak('fr')
  await turns()
  expect(await keys()).toHaveLength(1)
  now = new Date(DUE.getTime() + DAY)
  await turns()
  expect(await keys()).toHaveLength(2)
})

test('while many reports wait in the outbox no more are written', async () => {
  await wants('client')
  await withSystem('tests', async (tx) => {
    const facts = {
      brandId: cast.alpine.id,
      kind: 'report',
      recipient: 'a@example.test',
      locale: 'fr' as const,
      subject: 's',
      html: 'h',
      text: 't',
    }
    await tx.insert(mails).values(Array.from({ length: 200 }, (_, number) => ({ ...facts, key: `waiting:${number}` })))
  })
  expect(await tellMonth(system, () => now, never)).toMatchObject({ more: true, pauseSeconds: 20 })
  expect((await keys()).filter((key) => key.startsWith('report:'))).toEqual([])
  await withSystem('tests', (tx) => tx.update(mails).set({ sentAt: DUE }))
  await turns()
  expect((await keys()).filter((key) => key.startsWith('report:'))).toHaveLength(2)
})

test('what is noted of reports of more than a year ago is forgotten', async () => {
  const row = { resellerId: cast.resellerId, spaceId: cast.spaces.west, contractId: cast.contracts.west, dueAt: DUE, writtenAt: DUE }
  await withSystem('tests', (tx) =>
    tx.insert(monthlyReports).values([
      { ...row, month: '2025-09' },
      { ...row, month: '2025-10' },
    ]),
  )
  expect(await forgetOldReports(system, DUE)).toBe(1)
})
