import { expect, type Page, test } from '@playwright/test'
import { at, fetchFrom, signIn } from './support/visit'

const rowOf = (page: Page, space: string) => page.locator('tr[data-space-id]', { hasText: space })

async function addSpace(page: Page, name: string, gigabytes: string): Promise<void> {
  await page.goto(at('alpes', '/admin/spaces'))
  await page.getByRole('link', { name: 'Ajouter un espace' }).click()
  await page.getByLabel("Nom de l'espace").fill(name)
  await page.getByLabel('Volume alloué (Go)').fill(gigabytes)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
}

async function useSpace(page: Page, name: string): Promise<void> {
  await page.goto(at('alpes', '/admin/spaces'))
  await rowOf(page, name).getByRole('button', { name: 'Utiliser cet espace' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salle de contrôle virtuelle')
}

/** How many contracts the table says that the space has. */
async function contractsOf(page: Page, space: string): Promise<number> {
  const said = await rowOf(page, space)
    .getByRole('link', { name: /contrats/ })
    .textContent()
  return Number.parseInt(said ?? '', 10)
}

const banner = (page: Page) => page.getByRole('region', { name: 'Espace utilisé' })

test('the table of spaces is the manual’s, and leads to the contracts of each', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('link', { name: 'Espaces' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gérer les espaces')
  const geneva = rowOf(page, 'Genève')
  for (const text of [/2\s*To/, /geneve@alpes\.example/, /\d+\s*%/]) await expect(geneva).toContainText(text)
  await expect(geneva.getByRole('meter')).toHaveAttribute('aria-valuenow', /\d+/)
  const count = await contractsOf(page, 'Genève')
  await geneva.getByRole('link', { name: /contrats/ }).click()
  await expect(page.locator('tr[data-contract-id]')).toHaveCount(count)
  await expect(page.getByRole('combobox', { name: 'Espace' })).toHaveValue(/.{36}/)
  await expect(page.getByRole('row', { name: /Fiduciaire du Lac/ })).toBeVisible()
})

test('a space is added, filled to the last byte that is left and not beyond, changed and deleted', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await addSpace(page, 'Savoie', '1000,000000001')
  await expect(page.getByLabel('Volume alloué (Go)')).toHaveAccessibleDescription(/plus que ce qui reste : 1\s*To/)
  await expect(page.getByLabel('Volume alloué (Go)')).toBeFocused()
  await expect(page.getByLabel("Nom de l'espace")).toHaveValue('Savoie')
  await page.getByLabel('Volume alloué (Go)').fill('1000')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Savoie' })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: /^0\s*o$/ })).toBeVisible()

  await rowOf(page, 'Savoie').getByRole('link', { name: "Modifier l'espace" }).click()
  await page.getByLabel("Nom de l'espace").fill('lyon')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel("Nom de l'espace")).toHaveAccessibleDescription(/déjà ce nom/)
  await page.getByLabel("Nom de l'espace").fill('Haute-Savoie')
  await page.getByLabel('Volume alloué (Go)').fill('250')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(rowOf(page, 'Haute-Savoie')).toContainText(/250\s*Go/)

  await rowOf(page, 'Haute-Savoie').getByRole('button', { name: "Supprimer l'espace" }).click()
  const dialog = page.getByRole('dialog', { name: /Haute-Savoie/ })
  await expect(dialog).toContainText(/250\s*Go/)
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(rowOf(page, 'Haute-Savoie')).toHaveCount(0)
})

test('an allocation below what is used, and the deletion of what is held, are refused with the reason', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/admin/spaces'))
  await rowOf(page, 'Genève').getByRole('link', { name: "Modifier l'espace" }).click()
  await page.getByLabel('Volume alloué (Go)').fill('1')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Volume alloué (Go)')).toHaveAccessibleDescription(/moins que ce que l'espace utilise déjà/)

  await page.goto(at('alpes', '/admin/spaces'))
  await rowOf(page, 'Siège').getByRole('button', { name: "Supprimer l'espace" }).click()
  await expect(page.getByRole('dialog')).toContainText('espace par défaut')
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  await rowOf(page, 'Genève').getByRole('button', { name: "Supprimer l'espace" }).click()
  const dialog = page.getByRole('dialog', { name: /ne peut pas être supprimé/ })
  for (const text of [/\d contrats/, /1 utilisateur/]) await expect(dialog).toContainText(text)
  await expect(dialog.getByRole('button', { name: 'Confirmer' })).toHaveCount(0)
})

test('using a space shows the portal as it sees it, on every page, until it is left', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/admin/spaces'))
  const count = await contractsOf(page, 'Genève')
  await useSpace(page, 'Genève')
  await expect(banner(page)).toContainText("Vous utilisez l'espace « Genève »")
  await expect(page.locator('a[data-contract-id]')).toHaveCount(count)
  await expect(page.getByText('Administration', { exact: true })).toHaveCount(0)
  for (const path of ['/contracts', '/backups/running', '/alerts', '/statistics', '/logs', '/contracts/new']) {
    await page.goto(at('alpes', path))
    await expect(banner(page).getByRole('button', { name: "Quitter l'espace" })).toBeVisible()
    await expect(page.getByText(/TEST|Transports Rey/)).toHaveCount(0)
  }
  expect((await fetchFrom(page, '/statistics/csv')).text).not.toMatch(/TEST|Transports Rey/)
  expect((await fetchFrom(page, '/search?q=e')).text).not.toMatch(/TEST|Transports Rey|alice/)

  await page.goto(at('alpes', '/admin/users'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("L'administration porte sur tout le compte")
  await page.getByRole('button', { name: "Quitter l'espace" }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gérer les espaces')
  await expect(banner(page)).toHaveCount(0)
})

test('the other tab shows the banner at its next page, and is told what it may no longer save', async ({ page, context }) => {
  await signIn(page, 'alpes', 'alice')
  const other = await context.newPage()
  await other.goto(at('alpes', '/contracts'))
  await expect(other.getByRole('row', { name: /TEST/ })).toBeVisible()
  const form = await context.newPage()
  await form.goto(at('alpes', '/admin/spaces/new'))
  await form.getByLabel("Nom de l'espace").fill('Pas maintenant')
  await form.getByLabel('Volume alloué (Go)').fill('1')

  await useSpace(page, 'Lyon')
  await other.getByRole('link', { name: /^Machines en alerte/ }).click()
  await expect(banner(other)).toContainText('Lyon')
  await expect(other.getByText('Administration', { exact: true })).toHaveCount(0)
  await form.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(form.getByRole('alert').filter({ hasText: 'dans un autre onglet' })).toBeVisible()
  await expect(form.getByLabel("Nom de l'espace")).toHaveValue('Pas maintenant')
})

test('the switcher leads from space to space and back to the whole account', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('button', { name: /^Espaces : Tout le compte/ }).click()
  await page.getByRole('button', { name: 'Lyon', exact: true }).click()
  await expect(banner(page)).toContainText('Lyon')
  await page.getByRole('button', { name: /^Espaces : Lyon/ }).click()
  await page.getByRole('button', { name: 'Genève', exact: true }).click()
  await expect(banner(page)).toContainText('Genève')
  await page.getByRole('button', { name: /^Espaces : Genève/ }).click()
  await page.getByRole('button', { name: 'Tout le compte', exact: true }).click()
  await expect(banner(page)).toHaveCount(0)
})

test('a space that is deleted while it is used leads back with a notice', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await addSpace(page, 'Éphémère', '0')
  await expect(page).toHaveURL(/saved=/)
  await useSpace(page, 'Éphémère')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const elsewhere = await context.newPage()
  await signIn(elsewhere, 'alpes', 'alice')
  await elsewhere.goto(at('alpes', '/admin/spaces'))
  await rowOf(elsewhere, 'Éphémère').getByRole('button', { name: "Supprimer l'espace" }).click()
  await elsewhere.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(rowOf(elsewhere, 'Éphémère')).toHaveCount(0)
  await context.close()

  await page.goto(at('alpes', '/contracts'))
  await expect(banner(page)).toContainText('« Éphémère » a été supprimé')
  await expect(page.getByRole('row', { name: /TEST/ })).toBeVisible()
  await page.getByRole('button', { name: "J'ai compris" }).click()
  await expect(banner(page)).toHaveCount(0)
})

test('Ctrl-K finds users and spaces for an administrator', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Rechercher' }).fill('bob')
  await page.getByRole('option', { name: /Bob Keller/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Modifier les droits')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Rechercher' }).fill('genève')
  await page.getByRole('group', { name: 'Espaces' }).getByRole('option', { name: 'Genève' }).click()
  await expect(rowOf(page, 'Genève')).toHaveClass(/pointed-out/)
})
