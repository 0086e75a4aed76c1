import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { alertNotices, alerts, contracts, mails, resellers } from '@/db/schema'
import { acknowledgeAlert, resumeAlert } from '@/lib/alerts/holding'
import { listAlertsOfContract, listAlertsOfMachine, listOpenAlerts, listSilences } from '@/lib/alerts/open-alerts'
import { recordReports } from '@/lib/backups/commands'
import { AlertScene } from '@/tests/support/alert-scene'
import { stand } from '@/tests/support/calm'
import { must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { machineActor } from '@/tests/support/machine-actor'
import { mailsTo } from '@/tests/support/mails'
import { finished, newBackupId } from '@/tests/support/reports'

testDatabase()
const DAY = 86_400_000
const RESELLER = 'alerts@alpine.test'
const scene = new AlertScene(new Date('2026-11-22T09:00:00Z'))

beforeEach(async () => {
  await withSystem('tests', async (tx) => {
    await tx.delete(mails)
    await tx.delete(alertNotices)
    await tx.update(contracts).set({ clientEmail: 'client@example.test', clientLocale: 'fr' })
    await tx.update(resellers).set({ remindAfterDays: 7, locale: 'fr', dailyDigest: false })
  })
  await stand(scene.cast.machines.east, { backupAlert: true })
})

async function report(outcome: 'success' | 'failed') {
  const machine = await machineActor(scene.cast.machines.east)
  const reports = [
    finished(newBackupId(scene.now.getTime()), 0, scene.now.getTime(), { outcome, error: outcome === 'failed' ? 'disk full' : null }),
  ]
  for (const result of await recordReports([{ machine, reports, receivedAt: scene.now }])) must(result)
}
/** So many days, each with a try that fails, while all others are well. */
async function failFor(days: number) {
  for (let day = 0; day < days; day++) {
    scene.later(DAY)
    await report('failed')
    for (const machine of [scene.cast.machines.west, scene.cast.machines.carols]) await stand(machine, { lastBackupAt: scene.now })
    await scene.sweep()
  }
}
const subjects = async () => (await mailsTo(RESELLER)).map(({ subject }) => subject)
const others = async () => (await listOpenAlerts(scene.cast.bob, scene.now)).rows.map(({ kind }) => kind)
const ofMachine = () => listAlertsOfMachine(scene.cast.bob, scene.cast.machines.east.machineId, scene.now)

describe('a machine that is silent because its backups fail is one trouble:', () => {
  test('it stands in one list, and on its own page with both', async () => {
    await failFor(2)
    expect(await others()).toEqual(['failed'])
    await failFor(1)
    expect(await others()).toEqual([])
    expect((await listOpenAlerts(scene.cast.bob, scene.now)).total).toBe(0)
    expect((await listSilences(scene.cast.bob, [scene.cast.machines.east.machineId], scene.now)).size).toBe(1)
    expect((await ofMachine()).map(({ kind }) => kind).sort()).toEqual(['failed', 'missed'])
    const ofContract = await listAlertsOfContract(scene.cast.bob, scene.cast.contracts.east, scene.now)
    expect(ofContract.map(({ kind }) => kind)).toEqual(['missed'])
  })

  test('its silence is told, reminded of and over by itself', async () => {
    await failFor(25)
    const name = 'PC-1 (Garage)'
    expect(await subjects()).toEqual([
      `${name} : sauvegarde échouée`,
      `${name} : pas de sauvegarde depuis 3 jours`,
      expect.stringContaining('pas de sauvegarde depuis 6 jours'),
      expect.stringContaining('pas de sauvegarde depuis 13 jours'),
      expect.stringContaining('pas de sauvegarde depuis 20 jours'),
    ])
    scene.later(DAY)
    await report('success')
    await scene.sweep()
    expect((await subjects()).slice(5)).toEqual([expect.stringMatching(/^Terminé, .*pas de sauvegarde/)])
    expect(await ofMachine()).toEqual([])
  })

  test('found at once, it is one mail about the silence', async () => {
    scene.later(5 * DAY)
    await stand(scene.cast.machines.west, { lastBackupAt: scene.now })
    await stand(scene.cast.machines.carols, { lastBackupAt: scene.now })
    await report('failed')
    await scene.sweep()
    expect(await subjects()).toEqual(['PC-1 (Garage) : pas de sauvegarde depuis 5 jours'])
  })

  test('its mails say that it fails and why, not that it may be off', async () => {
    await failFor(3)
    for (const address of ['client@example.test', RESELLER]) {
      const text = (await mailsTo(address)).at(-1)?.text
      expect(text).toContain('joignable, mais ses sauvegardes échouent')
      expect(text).toContain('Erreur : disk full')
      expect(text).toMatch(/Dernière tentative : .*2026.*, échouée/)
      expect(text).not.toContain('Vérifiez que le poste est allumé')
    }
  })

  test('but off for days after a failure, it may well be off', async () => {
    await failFor(1)
    await failFor(1)
    scene.later(4 * DAY)
    for (const machine of [scene.cast.machines.west, scene.cast.machines.carols]) await stand(machine, { lastBackupAt: scene.now })
    await scene.sweep()
    const text = (await mailsTo(RESELLER)).at(-1)?.text
    expect(text).toContain('Vérifiez que le poste est allumé')
    expect(text).toContain('Erreur : disk full')
  })

  test('taken in hand and given back, it is so as a whole', async () => {
    await failFor(4)
    const silence = (await ofMachine()).find(({ kind }) => kind === 'missed')
    const about = { alertId: silence?.id ?? '', reason: 'new disk' }
    must(await acknowledgeAlert(scene.cast.bob, about, scene.now))
    expect((await ofMachine()).map(({ hold }) => hold?.reason)).toEqual(['new disk', 'new disk'])
    must(await resumeAlert(scene.cast.bob, about, scene.now))
    expect((await ofMachine()).map(({ hold }) => hold)).toEqual([null, null])
    const [failure] = await withSystem('tests', (tx) => tx.select().from(alerts).where(eq(alerts.kind, 'failed')))
    must(await acknowledgeAlert(scene.cast.bob, { ...about, alertId: failure?.id ?? '' }, scene.now))
    expect((await ofMachine()).map(({ hold }) => hold?.reason ?? null).sort()).toEqual(['new disk', null])
  })

  test('and what else is wrong with it stands beside', async () => {
    await failFor(3)
    await stand(scene.cast.machines.east, { configError: 'paths: missing', alertAfter: scene.now })
    await stand(scene.cast.machines.west, { lastOutcome: 'failed', alertAfter: scene.now })
    await scene.sweep()
    const { rows } = await listOpenAlerts(scene.cast.alice, scene.now)
    expect(rows.map(({ kind, contractTitle }) => [kind, contractTitle]).sort()).toEqual([
      ['config_refused', 'Garage'],
      ['failed', 'Bakery'],
    ])
    const found = async (text: string) => (await listOpenAlerts(scene.cast.alice, scene.now, text)).rows.map(({ kind }) => kind)
    expect([await found('bAk'), await found('garage'), await found('%')]).toEqual([['failed'], ['config_refused'], []])
  })
})
