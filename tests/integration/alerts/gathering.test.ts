import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { withSystem } from '@/db/client'
import { brands, mails, spaces } from '@/db/schema'
import { mailNotices } from '@/lib/alerts/mailing'
import { sweepMachines } from '@/lib/alerts/sweep'
import { AlertScene } from '@/tests/support/alert-scene'
import { stand } from '@/tests/support/calm'
import { system } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'

testDatabase()
const scene = new AlertScene(new Date('2026-11-22T09:00:00Z'))
const [MINUTE, DAY] = [60_000, 86_400_000]
const sendMails = () => mailNotices(system, scene.now, new AbortController().signal)
const subjects = async (brand: string) => (await mailsTo(`alerts@${brand}.test`)).map(({ subject }) => subject)

test('while machines are still to be looked at their reseller’s mails wait, ten minutes at most, and nobody else’s', async () => {
  scene.later(3 * DAY)
  await sweepMachines(system, scene.now)
  await stand(scene.cast.machines.west, { alertAfter: new Date(0) })
  await sendMails()
  expect([await subjects('alpine'), await subjects('other')]).toEqual([[], [expect.stringContaining('Harbour')]])
  scene.later(10 * MINUTE)
  await sendMails()
  expect(await subjects('alpine')).toEqual(['Sauvegardes : 2 nouvelles alertes'])
})

test('who was only reminded of an episode hears that it is over, as does who heard of it first', async () => {
  const { east, west } = scene.cast.machines
  const setAlertEmail = (alertEmail: string | null) =>
    withSystem('tests', (tx) => tx.update(spaces).set({ alertEmail }).where(eq(spaces.id, scene.cast.spaces.east)))
  const heard = async (name: string) => (await mailsTo(`${name}@alpine.test`)).map(({ kind }) => kind)
  await withSystem('tests', (tx) => tx.delete(mails))
  await setAlertEmail('first@alpine.test')
  await stand(west, { missedAlert: false })
  scene.later(3 * DAY)
  await scene.sweep()
  await setAlertEmail('second@alpine.test')
  scene.later(8 * DAY)
  await scene.sweep()
  await stand(east, { lastBackupAt: scene.now })
  scene.later(5 * MINUTE)
  await scene.sweep()
  expect([await heard('first'), await heard('second')]).toEqual([
    ['alert', 'alert_closed'],
    ['alert', 'alert_closed'],
  ])
  await setAlertEmail(null)
})

test('an episode that ends while its mail is written is told to have ended', async () => {
  await withSystem('tests', (tx) => tx.delete(mails))
  scene.later(3 * DAY)
  await sweepMachines(system, scene.now)
  const brand = eq(brands.id, scene.cast.alpine.id)
  let mailing: Promise<unknown> | undefined
  let sweeping: Promise<unknown> | undefined
  await withSystem('tests', async (tx) => {
    // What the mail's row refers to: its writing waits here, with the notices read.
    await tx.select().from(brands).where(brand).for('update')
    mailing = sendMails()
    await vi.waitUntil(async () => (await waiting()).some(({ writesMail }) => writesMail), { timeout: 10_000 })
    await stand(scene.cast.machines.east, { lastBackupAt: scene.now })
    let isSwept = false
    sweeping = sweepMachines(system, scene.now).finally(() => {
      isSwept = true
    })
    await vi.waitUntil(async () => isSwept || (await waiting()).length > 1, { timeout: 10_000 })
  })
  await Promise.all([mailing, sweeping])
  scene.later(11 * MINUTE)
  await sendMails()
  // Whose mail was being written heard of it, client or reseller; who comes after need not hear of what is over.
  const heard = async (address: string) => (await mailsTo(address)).filter(({ text }) => text.includes('Garage')).map(({ kind }) => kind)
  const both = [await heard('client@example.test'), await heard('alerts@alpine.test')]
  expect(both.sort((a, b) => a.length - b.length)).toEqual([[], ['alert', 'alert_closed']])
})

/** The transactions that wait for another one. */
const waiting = () =>
  withSystem('tests', (tx) =>
    tx.execute<{ writesMail: boolean }>(sql`
      select bool_or(held.relation = 'mails'::regclass) as "writesMail" from pg_locks wanted join pg_locks held using (pid)
      where not wanted.granted group by wanted.pid`),
  )
