import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alerts, backups, contracts, machines, mails, resellers, spaces } from '@/db/schema'
import { acknowledgeAlert } from '@/lib/alerts/holding'
import { sweepAlerts } from '@/lib/alerts/round'
import { sweepMachines } from '@/lib/alerts/sweep'
import { recordReports } from '@/lib/backups/commands'
import { suspendContract } from '@/lib/contracts/commands'
import { calm, stand } from '@/tests/support/calm'
import { type Cast, type CastMachine, makeCast, must, system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { mailsTo } from '@/tests/support/mails'
import { copyMachine } from '@/tests/support/many-machines'
import { finished, newBackupId } from '@/tests/support/reports'

testDatabase()
const DAY = 86_400_000
const MINUTE = 60_000
const START = new Date('2026-11-22T09:00:00Z')
const CLIENT = 'client@example.test'
const RESELLER = 'alerts@alpine.test'
const never = new AbortController().signal
let now = START
let cast: Cast

beforeAll(async () => {
  cast = await makeCast()
})
beforeEach(async () => {
  now = new Date(now.getTime() + 100 * DAY)
  await withSystem('tests', async (tx) => {
    await tx.delete(alerts)
    await tx.delete(backups)
    await tx.delete(mails)
    await tx.delete(machines).where(sql`${machines.name} <> 'PC-1'`)
    await tx.update(machines).set(calm(now))
    await tx.update(contracts).set({ suspendedAt: null, clientEmail: CLIENT, clientLocale: 'fr' })
    await tx.update(resellers).set({ successMails: 'each', remindAfterDays: 7, dailyDigest: false, locale: 'fr' })
    await tx.update(spaces).set({ alertEmail: null })
  })
  await round()
})

const round = () => sweepAlerts(system, () => now, never)
const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}
const subjects = async (address: string) => (await mailsTo(address)).map(({ subject }) => subject)
async function report(machine: CastMachine, outcome: 'success' | 'partial' | 'failed') {
  const reports = [finished(newBackupId(now.getTime()), 0, now.getTime(), { outcome, filesNew: 3, bytesAdded: 2e6 })]
  for (const result of await recordReports([{ machine: await machineActor(machine), reports, receivedAt: now }])) must(result)
}
/** East's machine alone falls silent. */
async function fallSilent() {
  later(3 * DAY)
  for (const machine of [cast.machines.west, cast.machines.carols]) await stand(machine, { lastBackupAt: now })
  await round()
}

describe('a silence', () => {
  test('is told once to the client and once to the reseller, and so is its end', async () => {
    await fallSilent()
    for (let times = 0; times < 3; times++) await round()
    const opened = 'PC-1 (Garage) : pas de sauvegarde depuis 3 jours'
    expect([await subjects(CLIENT), await subjects(RESELLER)]).toEqual([[opened], [opened]])
    later(5 * MINUTE)
    await report(cast.machines.east, 'success')
    for (let times = 0; times < 3; times++) await round()
    for (const address of [CLIENT, RESELLER])
      expect(await subjects(address)).toEqual([opened, 'Terminé, PC-1 (Garage) : pas de sauvegarde depuis 3 jours'])
    expect((await mailsTo(RESELLER)).map(({ kind, spaceId }) => [kind, spaceId])).toEqual([
      ['alert', cast.spaces.east],
      ['alert_closed', cast.spaces.east],
    ])
  })

  test('leads the reseller to the brand’s own host, and the client, who has no account, nowhere', async () => {
    await fallSilent()
    const [[client], [reseller]] = [await mailsTo(CLIENT), await mailsTo(RESELLER)]
    expect(reseller?.html).toContain(`https://admin.alpine.test/machines/${cast.machines.east.machineId}`)
    expect(client?.html).not.toContain('/machines/')
    expect(client?.text).toContain('Vérifiez que le poste est allumé')
  })

  test('of a machine that never backed up says so', async () => {
    await stand(cast.machines.east, { lastBackupAt: null })
    await fallSilent()
    expect((await mailsTo(CLIENT))[0]?.text).toContain('Dernière sauvegarde : jamais')
  })

  test('is told to each in its own language', async () => {
    await withSystem('tests', (tx) => tx.update(contracts).set({ clientLocale: 'en' }))
    await fallSilent()
    expect(await subjects(CLIENT)).toEqual(['PC-1 (Garage): no backup for 3 days'])
    expect((await mailsTo(CLIENT)).map(({ locale }) => locale)).toEqual(['en'])
    expect(await subjects(RESELLER)).toEqual(['PC-1 (Garage) : pas de sauvegarde depuis 3 jours'])
  })

  test('goes to the alert address of the space where it has one', async () => {
    await withSystem('tests', (tx) => tx.update(spaces).set({ alertEmail: 'east@alpine.test' }).where(eq(spaces.id, cast.spaces.east)))
    await fallSilent()
    expect(await subjects('east@alpine.test')).toHaveLength(1)
    expect(await subjects(RESELLER)).toEqual([])
  })

  test('is told once where client and reseller are one address', async () => {
    await withSystem('tests', (tx) => tx.update(contracts).set({ clientEmail: RESELLER.toUpperCase() }))
    await fallSilent()
    expect(await withSystem('tests', (tx) => tx.select().from(mails))).toHaveLength(1)
  })

  test('is told to nobody while the machine’s switch is off, or the contract suspended', async () => {
    await stand(cast.machines.east, { missedAlert: false })
    await fallSilent()
    await stand(cast.machines.east, { missedAlert: true })
    must(await suspendContract(cast.alice, cast.contracts.east, now))
    await round()
    expect([await subjects(CLIENT), await subjects(RESELLER)]).toEqual([[], []])
  })

  test('is told again when it escalates and at the reseller’s pace, but not while somebody has it in hand', async () => {
    await fallSilent()
    for (let days = 0; days < 11; days++) {
      later(DAY)
      for (const machine of [cast.machines.west, cast.machines.carols]) await stand(machine, { lastBackupAt: now })
      await round()
    }
    expect((await subjects(RESELLER)).map((subject) => subject.split(/[ ,]/)[0])).toEqual(['PC-1', 'Alerte', 'Rappel'])
    const [alert] = await withSystem('tests', (tx) => tx.select().from(alerts))
    must(await acknowledgeAlert(cast.bob, { alertId: alert?.id ?? '', reason: 'on the way' }, now))
    later(60 * DAY)
    await stand(cast.machines.west, { lastBackupAt: now })
    await round()
    expect(await subjects(RESELLER)).toHaveLength(3)
  })

  test('without reminders where the reseller wants none', async () => {
    await withSystem('tests', (tx) => tx.update(resellers).set({ remindAfterDays: null }))
    await fallSilent()
    later(60 * DAY)
    for (const machine of [cast.machines.west, cast.machines.carols]) await stand(machine, { lastBackupAt: now })
    await round()
    expect(await subjects(CLIENT)).toHaveLength(2)
  })

  test('that is found late is told once, not as news and as worse at once', async () => {
    later(20 * DAY)
    for (const machine of [cast.machines.west, cast.machines.carols]) await stand(machine, { lastBackupAt: now })
    for (let times = 0; times < 2; times++) {
      await round()
      later(2 * MINUTE)
    }
    for (const address of [CLIENT, RESELLER]) expect(await subjects(address)).toEqual(['PC-1 (Garage) : pas de sauvegarde depuis 20 jours'])
  })

  test('that was over before anybody heard of it is not told at all', async () => {
    later(4 * DAY)
    await sweepMachines(system, now)
    await report(cast.machines.east, 'success')
    for (const machine of [cast.machines.west, cast.machines.carols]) await report(machine, 'success')
    await round()
    expect([await subjects(CLIENT), await subjects(RESELLER)]).toEqual([[], []])
  })
})

describe('what becomes of backups', () => {
  test('is told by the backup alert: each success by itself', async () => {
    await stand(cast.machines.east, { backupAlert: true })
    for (let times = 0; times < 2; times++) {
      later(5 * MINUTE)
      await report(cast.machines.east, 'success')
      await round()
    }
    expect(await subjects(CLIENT)).toEqual([expect.stringMatching(/^PC-1 \(Garage\) : sauvegarde réussie/), expect.stringMatching(/^PC-1/)])
    expect((await mailsTo(RESELLER))[0]?.text).toContain('Fichiers : 3')
  })

  test('nothing where the switch is off', async () => {
    await report(cast.machines.east, 'success')
    await report(cast.machines.east, 'failed')
    await round()
    expect([await subjects(CLIENT), await subjects(RESELLER)]).toEqual([[], []])
  })

  test('a failure opens, and the success after it is one mail: that it is over', async () => {
    await stand(cast.machines.east, { backupAlert: true })
    await report(cast.machines.east, 'failed')
    await round()
    later(5 * MINUTE)
    await report(cast.machines.east, 'failed')
    await round()
    later(5 * MINUTE)
    await report(cast.machines.east, 'success')
    await round()
    expect(await subjects(CLIENT)).toEqual(['PC-1 (Garage) : sauvegarde échouée', 'Terminé, PC-1 (Garage) : sauvegarde échouée'])
  })

  test('the same report twice is one mail', async () => {
    await stand(cast.machines.east, { backupAlert: true })
    const reports = [finished(newBackupId(now.getTime()), 0, now.getTime(), {})]
    const batch = { machine: await machineActor(cast.machines.east), reports, receivedAt: now }
    await Promise.all([recordReports([batch]), recordReports([batch])])
    await Promise.all([round(), round(), round()])
    expect(await subjects(CLIENT)).toHaveLength(1)
  })
})

describe('what only the reseller can mend is told to the reseller alone:', () => {
  test.each([
    [{ configError: 'paths: missing' }, 'configuration refusée par l’agent'],
    [{ storedBytes: 21e9 }, 'volume dépassé'],
  ])('%j', async (facts, words) => {
    await stand(cast.machines.east, facts)
    await round()
    expect(await subjects(CLIENT)).toEqual([])
    expect((await subjects(RESELLER)).join().replace("'", '’')).toContain(words)
  })
})

describe('many at once', () => {
  test('are one mail per recipient that lists them, whatever the number', async () => {
    await copyMachine(cast.machines.east.machineId, 1_200, 'Many')
    await fallSilent()
    for (const address of [CLIENT, RESELLER]) {
      const [mail, ...more] = await mailsTo(address)
      expect(more).toEqual([])
      expect(mail?.subject).toMatch(/^Sauvegardes : 1\s201 nouvelles alertes$/)
      expect(mail?.text).toMatch(/et 1\s001 autres/)
    }
  })

  test('and what comes within a minute waits for the next one', async () => {
    await copyMachine(cast.machines.east.machineId, 2, 'Later')
    await fallSilent()
    await stand(cast.machines.west, { configError: 'no' })
    later(1000)
    await round()
    expect(await subjects(RESELLER)).toHaveLength(1)
    later(MINUTE)
    await round()
    expect(await subjects(RESELLER)).toEqual(['Sauvegardes : 3 nouvelles alertes', "PC-1 (Bakery) : configuration refusée par l'agent"])
  })
})

describe('hostile and malformed', () => {
  const HOSTILE = '<script>alert(1)</script>"\'&\u202e'

  test('names are told as they are, and do nothing', async () => {
    await stand(cast.machines.east, { name: HOSTILE, configError: '<img src=x onerror=alert(1)>' })
    await fallSilent()
    const [mail] = await mailsTo(RESELLER)
    expect(mail?.html).not.toMatch(/<script|<img|\u202e/)
    expect(mail?.html).toContain('&lt;script&gt;')
    expect(mail?.subject).not.toMatch(/[\r\n\u202e]/)
    await stand(cast.machines.east, { name: 'PC-1' })
  })

  test('a title adds no header', async () => {
    const title = 'Garage\r\nBcc: all@example.test'
    await withSystem('tests', (tx) => tx.update(contracts).set({ title }).where(eq(contracts.id, cast.contracts.east)))
    await fallSilent()
    expect(await subjects(RESELLER)).toEqual(['PC-1 (Garage Bcc: all@example.test) : pas de sauvegarde depuis 3 jours'])
    await withSystem('tests', (tx) => tx.update(contracts).set({ title: 'Garage' }).where(eq(contracts.id, cast.contracts.east)))
  })

  test('an address that is none makes a dead letter and keeps nobody else waiting', async () => {
    await withSystem('tests', (tx) => tx.update(contracts).set({ clientEmail: 'no address\r\nBcc: all@example.test' }))
    await fallSilent()
    const rows = await withSystem('tests', (tx) => tx.select().from(mails).orderBy(mails.recipient))
    expect(rows.map(({ recipient, failure }) => [recipient, failure])).toEqual([
      ['alerts@alpine.test', null],
      ['no address Bcc: all@example.test', 'invalid'],
    ])
  })

  test('a brand without a host sends mails without links', async () => {
    const hosts = await withSystem('tests', (tx) => tx.execute(sql`delete from brand_hosts where brand_id = ${cast.alpine.id} returning *`))
    await fallSilent()
    const [mail] = await mailsTo(RESELLER)
    expect(mail?.html).not.toContain('/machines/')
    await withSystem('tests', (tx) =>
      tx.execute(sql`insert into brand_hosts select * from jsonb_populate_recordset(null::brand_hosts, ${JSON.stringify(hosts)}::jsonb)`),
    )
  })
})
