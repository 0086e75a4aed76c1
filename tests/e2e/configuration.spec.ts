import { expect, test } from '@playwright/test'
import { at, operator, signIn } from './support/visit'

type Added = { machineId: string; identificationKey: string }
const addMachine = (contract: string, name: string) =>
  operator<Added>('machine', 'add', '--host', 'admin.alpes.localhost', '--contract', contract, '--name', name)

test('form and file are one document: refused at line and column, saved as a version, guarded against a second editor', async ({
  page,
  context,
}) => {
  const { machineId } = await addMachine('Fromagerie Duc', 'PC-CONFIG')
  await signIn(page, 'alpes', 'alice')
  const other = await context.newPage()
  for (const tab of [page, other]) await tab.goto(at('alpes', `/machines/${machineId}/configuration?edit=1`))
  await page.getByLabel('Dossiers à sauvegarder').fill('/home\n/srv')
  await page.getByRole('button', { name: 'Fichier YAML' }).click()
  const file = page.getByLabel('Votre fichier')
  await expect(file).toHaveValue(/- \/home\n {2}- \/srv/)
  await file.fill('# à moi\npaths: [/home, /srv]\npahts: []\n')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Ligne 3, colonne 1' })).toContainText('« paths »')
  await file.fill('# à moi\npaths: [/home, /srv]\n')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'version 1' })).toBeVisible()
  await expect(page.locator('pre')).toHaveText('# à moi\npaths: [/home, /srv]\n')
  await other.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(other.getByRole('alert').filter({ hasText: 'autre version' })).toBeVisible()
  await expect(other.getByLabel('Version 1, en place')).toHaveValue('# à moi\npaths: [/home, /srv]\n')
})

test('what protects less is said before it is saved, marked in the history, and can be taken back', async ({ page }) => {
  const { machineId } = await addMachine('Fromagerie Duc', 'PC-MOINS')
  await signIn(page, 'alpes', 'alice')
  const path = at('alpes', `/machines/${machineId}/configuration`)
  const folders = page.getByLabel('Dossiers à sauvegarder')
  const save = page.getByRole('button', { name: 'Enregistrer' })
  await page.goto(`${path}?edit=1`)
  await folders.fill('/home\n/srv')
  await save.click()
  await expect(page.getByRole('status').filter({ hasText: 'version 1' })).toBeVisible()
  await page.goto(`${path}?edit=1`)
  await folders.fill('/home')
  await save.click()
  await expect(page.getByRole('alert').filter({ hasText: "« /srv » n'est plus sauvegardé" })).toBeVisible()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'version 2' })).toBeVisible()
  await expect(page.getByText('protège moins')).toBeVisible()
  await page.getByRole('link', { name: 'Voir la version 1' }).click()
  await page.getByRole('button', { name: 'Revenir à cette version' }).click()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText('reprend la version 1')).toBeVisible()
})

test('a contract has a default, and several of its machines are changed at once', async ({ page }) => {
  await addMachine('Scierie Jacquet', 'PC-DEFAUT')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts?q=Scierie'))
  await page.getByRole('link', { name: 'Scierie Jacquet', exact: true }).click()
  await page.getByRole('link', { name: 'Configuration des machines' }).click()
  await page.getByRole('link', { name: 'Éditer la configuration par défaut' }).click()
  await page.getByLabel('Dossiers à sauvegarder').fill('/home')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'version 1' })).toBeVisible()
  const row = page.locator('tr[data-machine-id]', { hasText: 'PC-DEFAUT' })
  await expect(row).toContainText('défaut du contrat')
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Modifier les machines choisies' }).click()
  await page.getByLabel('Dossiers à ajouter').fill('/srv')
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.locator('tr[data-machine-id]', { hasText: 'PC-DEFAUT' })).toContainText('propre à cette machine')
})
