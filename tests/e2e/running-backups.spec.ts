import { expect, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

test('a running backup appears, progresses and leaves, with its files and its log, without a reload', async ({ page }) => {
  const machine = await operator<{ machineId: string; identificationKey: string }>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Garage Bonnet', '--name', 'PC-EN-COURS'],
  )
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/backups/running'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sauvegardes en cours')
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  const card = page.locator(`[data-machine-id="${machine.machineId}"]`)
  await expect(card).toBeVisible()
  await agent.progress(42, ['/données/été.xlsx'])
  await expect(card).toContainText(/42\s*%/)
  await card.getByText('Fichiers en cours').click()
  await expect(card).toContainText('/données/été.xlsx')
  await agent.log('error', 'compta.mdb est verrouillé')
  await card.getByRole('link', { name: 'Détail des logs' }).click()
  await expect(page.getByText('compta.mdb est verrouillé')).toBeVisible()
  await page.goto(at('alpes', '/backups/running'))
  await expect(card).toBeVisible()
  await agent.finish()
  await expect(card).toHaveCount(0)
})
