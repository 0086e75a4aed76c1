import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { heartbeats, machines, mails, resellers } from '@/db/schema'
import { setAlertMails } from '@/lib/alerts/commands'
import { getAlertMails } from '@/lib/alerts/queries'
import { sweepAlerts } from '@/lib/alerts/round'
import { setAlertMailsSchema } from '@/lib/alerts/schema'
import { recordReports } from '@/lib/backups/commands'
import { ForbiddenError } from '@/lib/errors'
import { getWatch } from '@/lib/health/queries'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { mailsTo } from '@/tests/support/mails'
import { finished, newBackupId } from '@/tests/support/reports'

testDatabase()
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Seven in the morning of Paris, summer's last day. */
const MORNING = new Date('2026-10-24T05:00:00Z')
const never = new AbortController().signal
let now = MORNING
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  now = new Date(MORNING.getTime() - HOUR)
  await withSystem('tests', async (tx) => {
    await tx.delete(mails)
    await tx.update(resellers).set({ digestDueAt: null, dailyDigest: true, successMails: 'each' })
    await tx.update(machines).set({ registeredAt: now, lastBackupAt: now, backupAlert: false })
  })
  await round()
  await withSystem('tests', (tx) => tx.delete(mails))
})
const round = () => sweepAlerts(system, () => now, never)
const digests = async (address = 'alerts@alpine.test') => (await mailsTo(address)).filter(({ kind }) => kind === 'digest')
const succeed = async (machine: CastMachine) => {
  const reports = [finished(newBackupId(now.getTime()), 0, now.getTime(), { filesNew: 1 })]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: now }])) must(result)
}

describe('the daily digest', () => {
  test('leaves at seven of the reseller’s clocks and not before, once, whoever sends it', async () => {
    now = new Date(MORNING.getTime() - 1000)
    await round()
    expect(await digests()).toEqual([])
    now = MORNING
    await Promise.all([round(), round(), round()])
    await round()
    expect((await digests()).map(({ subject }) => subject)).toEqual(['Les 2 machines sont à jour'])
  })

  test('of a reseller for whom it cannot be written is put off an hour, and everybody else gets theirs', async () => {
    const other = eq(resellers.id, cast.other.resellerId ?? '')
    const setZone = (timeZone: string) => withSystem('tests', (tx) => tx.update(resellers).set({ timeZone }).where(other))
    await setZone('Nowhere/None')
    now = MORNING
    await round()
    expect([await digests(), await digests('alerts@other.test')]).toMatchObject([[{ kind: 'digest' }], []])
    await setZone('Europe/Paris')
    await round()
    expect(await digests('alerts@other.test')).toEqual([])
    now = new Date(MORNING.getTime() + HOUR)
    await round()
    expect(await digests('alerts@other.test')).toHaveLength(1)
  })

  test('leaves once a day also when the clocks are changed', async () => {
    for (let hours = 0; hours < 72; hours++) {
      now = new Date(MORNING.getTime() + hours * HOUR)
      await withSystem('tests', (tx) => tx.update(machines).set({ lastBackupAt: now }))
      await round()
    }
    expect((await digests()).map(({ key }) => key.split(':').at(-1))).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
  })

  test('says who is late, on the brand’s own host', async () => {
    await withSystem('tests', (tx) =>
      tx
        .update(machines)
        .set({ lastBackupAt: new Date(now.getTime() - 4 * DAY) })
        .where(eq(machines.id, cast.machines.east.machineId)),
    )
    now = MORNING
    await round()
    const [mail] = await digests()
    expect(mail?.subject).toBe('1 machine sauvegardée sur 2, 1 en retard')
    expect(mail?.text).toContain('PC-1 · Garage')
    expect(mail?.html).toContain('https://admin.alpine.test/alerts')
    expect(mail?.spaceId).toBeNull()
    expect(await digests('alerts@other.test')).toHaveLength(1)
  })

  test('not where the reseller wants none', async () => {
    await setAlertMails(cast.alice, { remindAfterDays: null, successMails: 'each', dailyDigest: false })
    now = MORNING
    await round()
    expect(await digests()).toEqual([])
  })
})

describe('successes once a day', () => {
  test('wait for the morning and stand in one mail', async () => {
    await setAlertMails(cast.alice, { remindAfterDays: 7, successMails: 'daily', dailyDigest: false })
    await withSystem('tests', (tx) => tx.update(machines).set({ backupAlert: true }))
    await succeed(cast.machines.east)
    await succeed(cast.machines.west)
    await round()
    expect(await mailsTo('alerts@alpine.test')).toEqual([])
    now = MORNING
    await Promise.all([round(), round()])
    expect((await mailsTo('alerts@alpine.test')).map(({ subject }) => subject)).toEqual(['Sauvegardes : 2 réussites'])
    expect((await digests('client@example.test')).map(({ subject }) => subject)).toEqual(['Sauvegardes : 2 réussites'])
  })
})

describe('how mails come', () => {
  const wanted = { remindAfterDays: 14, successMails: 'daily' as const, dailyDigest: true }
  test('is set by an administrator, for the own reseller, and audited', async () => {
    const others = await getAlertMails(cast.carol)
    await setAlertMails(cast.alice, wanted)
    expect(await getAlertMails(cast.bob)).toEqual(wanted)
    expect(await getAlertMails(cast.carol)).toEqual(others)
    expect((await auditOf(cast.resellerId)).at(-1)).toMatchObject({ action: 'reseller.alert_mails_set', by: 'alice' })
  })

  test('is not for members to set, and stays when it cannot be audited', async () => {
    await setAlertMails(cast.alice, wanted)
    await expect(setAlertMails(cast.berthe, { ...wanted, remindAfterDays: 1 })).rejects.toThrow(ForbiddenError)
    expect(await withoutAudit(() => setAlertMails(cast.alice, { ...wanted, remindAfterDays: 2 }))).toBeInstanceOf(Error)
    expect(await getAlertMails(cast.alice)).toEqual(wanted)
  })

  test.each([
    { remindAfterDays: 0 },
    { remindAfterDays: 366 },
    { remindAfterDays: 'soon' },
    { successMails: 'hourly' },
    { dailyDigest: 'on' },
  ])('is nothing like %j', (facts) => {
    expect(setAlertMailsSchema.safeParse({ ...wanted, ...facts }).success).toBe(false)
  })
})

test('the watch is late when no whole round has left a heartbeat for five minutes', async () => {
  await withSystem('tests', (tx) => tx.delete(heartbeats))
  expect(await getWatch(now)).toBe('not_yet')
  await round()
  expect(await getWatch(new Date(now.getTime() + 5 * 60_000))).toBe('on_time')
  expect(await getWatch(new Date(now.getTime() + 5 * 60_000 + 1))).toBe('late')
})
