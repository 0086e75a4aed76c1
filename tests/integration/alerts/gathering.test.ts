import { expect, test } from 'vitest'
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
