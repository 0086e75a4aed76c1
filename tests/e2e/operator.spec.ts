import { expect, test } from '@playwright/test'
import { at, operator, signIn } from './support/visit'

test('an operator takes a reseller in, changes it, shuts it out and lets it back in', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByRole('link', { name: 'Créer un revendeur' }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'champs sont à corriger' })).toBeVisible()
  await page.getByLabel('Nom du revendeur').fill('Jura Données')
  await page.getByLabel("Email d'alerte").fill('alertes@jura.example')
  await page.getByLabel('Volume alloué (Go)').fill('500')
  await page.getByLabel('Nom de la marque').fill('Jura Sauvegarde')
  await page.getByLabel('Adresse du portail').fill('admin.jura.localhost')
  await page.getByLabel('Nom affiché').fill('Julie Morel')
  await page.getByLabel("Nom d'utilisateur").fill('julie')
  await page.getByLabel('Email', { exact: true }).fill('julie@jura.example')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jura Données')
  await expect(page.getByRole('row', { name: /Julie Morel/ })).toContainText('invité')
  await expect(page.getByText('admin.jura.localhost')).toBeVisible()

  await page.getByRole('link', { name: 'Modifier le revendeur' }).click()
  await page.getByLabel('Volume alloué (Go)').fill('750')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText(/sur 750\s*Go/)).toBeVisible()

  await page.getByRole('button', { name: 'Suspendre le revendeur' }).click()
  await expect(page.getByRole('dialog')).toContainText('ne peuvent plus se connecter')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText(/suspendu depuis/)).toBeVisible()
  await page.getByRole('button', { name: 'Réactiver le revendeur' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByRole('button', { name: 'Suspendre le revendeur' })).toBeVisible()
})

test('a product without Administration says what it does before anything changes', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByRole('link', { name: 'Sud Coffre', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sud Coffre')
  await page.getByRole('link', { name: 'Modifier le revendeur' }).click()
  await page.getByRole('checkbox', { name: 'Option Administration' }).uncheck()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('La partie Administration se ferme')).toContainText('2 espaces restent')
  await page.getByRole('link', { name: 'Annuler' }).click()
  await expect(page).not.toHaveURL(/edit/)
  await expect(page.getByText('option Administration')).toBeVisible()
})

test('the volume does not go below what spaces have been given', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByRole('link', { name: 'Alpes Sauvegarde', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alpes Sauvegarde')
  await page.getByRole('link', { name: 'Modifier le revendeur' }).click()
  await page.getByLabel('Volume alloué (Go)').fill('100')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Volume alloué (Go)')).toHaveAccessibleDescription(/se partagent déjà/)
})

test('resellers are found as one types, and the fleet is told on one page', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByLabel('Rechercher un revendeur').fill('admin.nord')
  await expect(page).toHaveURL(/q=admin\.nord/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: 'État du parc' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('État du parc')
  await expect(page.getByRole('region', { name: 'Plateforme' }).getByText('en marche')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Agents par version' })).toContainText('0.1.0')
})

test('the command line does the same', async () => {
  const { resellers } = await operator<{ resellers: { name: string }[] }>('reseller', 'list', '--search', 'Sud')
  expect(resellers.map(({ name }) => name)).toEqual(['Sud Coffre'])
  await operator('reseller', 'edit', '--reseller', 'Sud Coffre', '--volume', '2100')
  const shown = await operator<{ allocatedBytes: number }>('reseller', 'show', '--reseller', 'Sud Coffre')
  expect(shown.allocatedBytes).toBe(2100e9)
  await expect(operator('reseller', 'edit', '--reseller', 'Sud Coffre', '--volume', '10')).rejects.toThrow(/share 1700 Go/)
  await expect(operator('reseller', 'edit', '--reseller', 'Sud Coffre', '--product', 'online')).rejects.toThrow(/--yes/)
  const { events } = await operator<{ events: { action: string; actorName: string }[] }>('audit', 'list', '--reseller', 'Sud Coffre')
  expect(events[0]).toMatchObject({ action: 'reseller.updated', actorName: expect.stringMatching(/^command line/) })
})

test('an operator’s page is nobody else’s', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  for (const path of ['/operator/audit', '/operator/health', '/operator/support', '/operator/resellers/new']) {
    expect((await page.goto(at('alpes', path)))?.status()).toBe(404)
  }
})
