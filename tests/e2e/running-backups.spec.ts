import { expect, type Page, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

type Added = { machineId: string; identificationKey: string }

const addMachine = (name: string) =>
  operator<Added>(...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Garage Bonnet', '--name', name])
const card = (page: Page, machine: Added) => page.locator(`[data-machine-id="${machine.machineId}"]`)

test('a running backup appears, progresses and leaves, with its files and its log, without a reload', async ({ page }) => {
  const machine = await addMachine('PC-EN-COURS')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/backups/running'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sauvegardes en cours')
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await expect(card(page, machine)).toBeVisible()
  await agent.progress(42, ['/données/été.xlsx'])
  await expect(card(page, machine)).toContainText(/42\s*%/)
  await card(page, machine).getByRole('button', { name: 'Fichiers en cours' }).click()
  await expect(card(page, machine)).toContainText('/données/été.xlsx')
  await agent.log('error', 'compta.mdb est verrouillé')
  await card(page, machine).getByRole('link', { name: 'Détail des logs' }).click()
  await expect(page.getByText('compta.mdb est verrouillé')).toBeVisible()
  await agent.log('info', 'et la suite arrive seule')
  await expect(page.getByText('et la suite arrive seule')).toBeVisible()
  await page.goto(at('alpes', '/backups/running'))
  await expect(card(page, machine)).toBeVisible()
  await agent.finish()
  await expect(card(page, machine)).toHaveCount(0)
})

test('a backup taken off the display goes on and comes back when asked for', async ({ page }) => {
  const machine = await addMachine('PC-RETIRE')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/backups/running'))
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await expect(card(page, machine)).toBeVisible()
  await card(page, machine).getByRole('button', { name: "Retirer de l'affichage" }).click()
  await expect(card(page, machine)).toHaveCount(0)
  await expect(page.getByText("1 sauvegarde retirée de l'affichage")).toBeVisible()
  await page.goto(at('alpes', `/machines/${machine.machineId}`))
  await expect(page.locator(`[data-machine-id="${machine.machineId}"]`).first()).toHaveAttribute('data-running', 'true')
  await page.goto(at('alpes', '/backups/running'))
  await page.getByRole('button', { name: 'Réafficher' }).click()
  await expect(card(page, machine)).toBeVisible()
  await card(page, machine).getByRole('button', { name: "Retirer de l'affichage" }).click()
  await agent.finish()
  await expect(page.getByText("retirée de l'affichage")).toHaveCount(0)
  const next = new PretendAgent(machine.identificationKey)
  await next.start()
  await expect(card(page, machine)).toBeVisible()
  await next.finish()
})

test('the configuration is shown to all and edited by right alone', async ({ page }) => {
  const machine = await addMachine('PC-REGLAGE')
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/backups/running'))
  const link = (name: string) => card(page, machine).getByRole('link', { name })
  await expect(link('Afficher la configuration')).toHaveAttribute('href', `/machines/${machine.machineId}/configuration`)
  await expect(link('Éditer la configuration')).toHaveAttribute('href', `/machines/${machine.machineId}/configuration?edit=1`)
  await agent.finish()
})
