import { expect, type Page, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

type Added = { machineId: string; identificationKey: string }
const addMachine = (contract: string, name: string) =>
  operator<Added>('machine', 'add', '--host', 'admin.alpes.localhost', '--contract', contract, '--name', name)
const row = (page: Page, name: string) => page.locator('tr[data-machine-id]', { hasText: name })

async function openContract(page: Page, title: string): Promise<void> {
  await page.goto(at('alpes', `/contracts?q=${title}`))
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
}

test('a machine is added, its key shown once at large, and its agent is let in with it', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'Scierie Jacquet')
  await page.getByRole('link', { name: 'Ajouter une machine' }).click()
  await page.getByLabel('Nom de la machine').fill('PC-NEUF')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  const key = (await page.getByText(/^kwb_[0-9A-Z]{26}$/).textContent()) ?? ''
  const command = page.getByText(`curl -fsSL ${at('alpes', '/download/kit/linux')} | tar -xz`)
  await expect(command).toContainText(`sudo sh alpes-sauvegarde-agent/install.sh --key ${key}`)
  await new PretendAgent(key).start()
  await page.getByRole('link', { name: 'Retour au contrat' }).click()
  await expect(row(page, 'PC-NEUF')).toHaveAttribute('data-running', 'true')
  await page.getByRole('link', { name: 'Ajouter une machine' }).click()
  await page.getByLabel('Nom de la machine').fill('pc-neuf')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Nom de la machine')).toHaveAccessibleDescription(/déjà ce nom/)
  await expect(page.getByLabel('Nom de la machine')).toHaveValue('pc-neuf')
})

test('a contract that is full takes no further machine, and says so', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts?q=Auto'))
  await page.getByRole('link', { name: /Auto-école/ }).click()
  await page.getByRole('link', { name: 'Ajouter une machine' }).click()
  await page.getByLabel('Nom de la machine').fill('PC-DE-TROP')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Nom de la machine')).toHaveAccessibleDescription(/nombre de machines/)
})

test('a key is masked until it is asked for, and again afterwards', async ({ page }) => {
  const { identificationKey } = await addMachine('Fromagerie Duc', 'PC-CLE')
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'Fromagerie Duc')
  await expect(page.getByText(identificationKey)).toHaveCount(0)
  await row(page, 'PC-CLE').getByRole('button', { name: 'Afficher la clé' }).click()
  await expect(row(page, 'PC-CLE')).toContainText(identificationKey)
  await row(page, 'PC-CLE').getByRole('button', { name: 'Masquer' }).click()
  await expect(page.getByText(identificationKey)).toHaveCount(0)
})

test('a key that has leaked is renewed, and comes with the command for the machine', async ({ page }) => {
  const { identificationKey } = await addMachine('Fromagerie Duc', 'PC-FUITE')
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'Fromagerie Duc')
  await page.getByRole('link', { name: 'PC-FUITE' }).click()
  await page.getByRole('button', { name: 'Renouveler la clé' }).click()
  await expect(page.getByRole('dialog')).toContainText("L'ancienne clé ne vaut plus rien")
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  const renewed = page.getByRole('status').filter({ hasText: 'La clé est renouvelée' })
  await expect(renewed).toContainText('kwb_')
  await expect(renewed).not.toContainText(identificationKey)
  await page.getByRole('button', { name: 'Afficher la clé' }).click()
  const shown = (await page.locator('code', { hasText: /^kwb_\w{20,}$/ }).innerText()).trim()
  expect(shown).not.toBe(identificationKey)
  await expect(renewed).toContainText(shown)
})

test('an alert turns by one click and stays so; what the portal refuses turns back with the reason', async ({ page }) => {
  await addMachine('Fromagerie Duc', 'PC-ALERTE')
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'Fromagerie Duc')
  const backup = row(page, 'PC-ALERTE').getByRole('switch', { name: 'Alerte de sauvegarde', exact: true })
  const missed = row(page, 'PC-ALERTE').getByRole('switch', { name: 'Alerte de non-sauvegarde' })
  await expect(backup).not.toBeChecked()
  await expect(missed).toBeChecked()
  await backup.click()
  await expect(backup).toBeChecked()
  await page.reload()
  await expect(backup).toBeChecked()
  await page.route('**/contracts/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await missed.focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('alert').filter({ hasText: 'PC-ALERTE' })).toBeVisible()
  await expect(missed).toBeChecked()
})

test('the history is changed on the spot, and back again from the message', async ({ page }) => {
  await addMachine('Fromagerie Duc', 'PC-HISTOIRE')
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'Fromagerie Duc')
  await row(page, 'PC-HISTOIRE')
    .getByRole('button', { name: /Historique/ })
    .click()
  await page.keyboard.type('30')
  await page.keyboard.press('Enter')
  await expect(row(page, 'PC-HISTOIRE')).toContainText('30 j')
  await page.getByRole('button', { name: 'Rétablir' }).click()
  await expect(row(page, 'PC-HISTOIRE')).toContainText('90 j')
})

test('the product online fixes the history of a machine', async ({ page }) => {
  await signIn(page, 'kiwi', 'dora')
  await page.goto(at('kiwi', '/contracts'))
  await page.getByRole('link', { name: 'Menuiserie Blanc' }).click()
  await expect(page.locator('tr[data-machine-id]').first()).toContainText('Fixé à 90 jours')
  await expect(page.getByRole('button', { name: /Historique/ })).toHaveCount(0)
})

test('the table narrows as one types, and each action leads where it says', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await openContract(page, 'TEST')
  await page.getByRole('searchbox', { name: 'Filtrer les machines' }).fill('srv-compta')
  await expect(page.locator('tr[data-machine-id]')).toHaveCount(1)
  for (const [name, address] of [
    ['Voir les statistiques', /\/statistics$/],
    ['Voir les logs', /\/logs$/],
    ['Éditer la configuration', /\/configuration\?edit=1$/],
  ] as const) {
    await expect(row(page, 'SRV-COMPTA').getByRole('link', { name })).toHaveAttribute('href', address)
  }
})

test('a machine has a threshold of its own, a comment, and is deleted by its name', async ({ page }) => {
  const { machineId } = await addMachine('Fromagerie Duc', 'PC-FICHE')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', `/machines/${machineId}`))
  await page.getByRole('button', { name: /Délai d'alerte/ }).click()
  await page.keyboard.type('9')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Reprendre le réglage du compte/ }).click()
  await expect(page.getByRole('button', { name: /réglage du compte\)/ }).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Commentaire' }).fill('Madame Martin, 2e étage')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Commentaire enregistré' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Commentaire' })).toHaveValue('Madame Martin, 2e étage')
  await page.getByRole('button', { name: 'Supprimer la machine' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('PC-FICHE')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fromagerie Duc')
  await expect(row(page, 'PC-FICHE')).toHaveCount(0)
})

test('who has no right reads comment and configuration, and is told what it takes', async ({ page }) => {
  const { machineId } = await addMachine('Optique Léman', 'PC-LECTURE')
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', `/machines/${machineId}`))
  await expect(page.getByText('Commentaires sur les machines')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Commentaire' })).toHaveCount(0)
  await page.goto(at('alpes', `/machines/${machineId}/configuration?edit=1`))
  await expect(page.getByText('Configuration à distance')).toBeVisible()
  await expect(page.locator('textarea')).toHaveCount(0)
})
