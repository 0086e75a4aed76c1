import { expect, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

type Added = { machineId: string; identificationKey: string }
const addMachine = (name: string) =>
  operator<Added>('machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Fromagerie Duc', '--name', name)

test('a backup is asked for on the machine’s page, which follows how it goes', async ({ page }) => {
  const { machineId, identificationKey } = await addMachine('PC-DEMANDE')
  const agent = new PretendAgent(identificationKey)
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', `/machines/${machineId}`))
  const ask = page.getByRole('button', { name: 'Sauvegarder maintenant' })
  await ask.click()
  await expect(page.locator('[data-command-state="queued"]')).toBeVisible()
  await expect(ask).toBeDisabled()
  const [command] = await agent.poll()
  expect(command?.kind).toBe('backup_now')
  await expect(page.locator('[data-command-state="delivered"]')).toBeVisible()
  await agent.poll([{ commandId: command?.id ?? '', status: 'done', detail: 'Sauvegarde réussie en 3 s' }])
  await expect(page.locator('[data-command-state="done"]')).toContainText('Sauvegarde réussie en 3 s')
})

test('what waits for a machine that is off is taken back', async ({ page }) => {
  const { machineId } = await addMachine('PC-ETEINT')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', `/machines/${machineId}`))
  await page.getByRole('button', { name: 'Sauvegarder maintenant' }).click()
  await page.getByRole('button', { name: 'Retirer la demande' }).click()
  await expect(page.locator('[data-command-state="cancelled"]')).toBeVisible()
})

test('a running backup is cancelled with a confirmation, and its card says so until it has ended', async ({ page }) => {
  const { machineId, identificationKey } = await addMachine('PC-ANNULE')
  const agent = new PretendAgent(identificationKey)
  await agent.start()
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/backups/running'))
  const card = page.locator(`li[data-machine-id="${machineId}"]`)
  await card.getByRole('button', { name: 'Annuler la sauvegarde' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(card).toContainText('annulation demandée')
  expect(await agent.poll()).toMatchObject([{ kind: 'cancel', backupId: agent.backupId }])
  await agent.finish()
  await expect(card).toHaveCount(0)
})
