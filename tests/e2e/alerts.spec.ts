import { expect, type Page, test } from '@playwright/test'
import { at, signIn } from './support/visit'

const rows = (page: Page) => page.locator('tr[data-machine-id]')
const silences = async (page: Page) =>
  (await rows(page).locator('td[data-label="Sans sauvegarde"] strong').allTextContents()).map((text) => Number.parseInt(text, 10))

test('machines in alert stand by longest silence, each with its last error and its log one click away', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const entry = page.getByRole('link', { name: 'Machines en alerte', exact: true })
  await expect(entry).toHaveAccessibleDescription(/\d+ machines? en alerte/)
  await entry.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Machines en alerte')
  const days = await silences(page)
  expect(days.length).toBeGreaterThan(5)
  expect(days).toEqual(days.toSorted((a, b) => b - a))
  const failed = rows(page).filter({ hasText: 'PORTABLE-JEAN' }).filter({ hasText: 'échouée' })
  await expect(failed).toHaveAttribute('data-state', 'late')
  await failed.getByRole('link', { name: 'Voir les logs' }).click()
  await expect(page).toHaveURL(/\/backups\/[0-9a-f-]{36}$/)
  await expect(page.locator('li[data-level="error"]')).toBeVisible()
})

test('the administrator sets the number of days, and the list and the navigation follow', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/alerts'))
  const [field, save] = [page.getByLabel('Mettre une machine en alerte après'), page.getByRole('button', { name: 'Enregistrer' })]
  await field.fill('20')
  await save.click()
  await expect(page.getByText('Enregistré : 20 jours.')).toBeVisible()
  await expect.poll(async () => Math.min(...(await silences(page)))).toBeGreaterThanOrEqual(20)
  const count = await rows(page).count()
  await expect(page.getByRole('link', { name: 'Machines en alerte', exact: true })).toHaveAccessibleDescription(new RegExp(`^${count} `))
  await field.fill('3')
  await save.click()
  await expect(page.getByText('Enregistré : 3 jours.')).toBeVisible()
  await expect.poll(() => rows(page).count()).toBeGreaterThan(count)
})

test('a member reads the limit and sees the own space alone', async ({ page }) => {
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', '/alerts'))
  await expect(page.getByText('Une machine est en alerte après 3 jours sans sauvegarde')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enregistrer' })).toHaveCount(0)
  await expect(rows(page).filter({ hasText: 'TEST' })).toHaveCount(0)
})

test('where nothing is silent for that long, it is good news', async ({ page }) => {
  await signIn(page, 'nord', 'carol')
  await page.goto(at('nord', '/alerts'))
  await page.getByLabel('Mettre une machine en alerte après').fill('365')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('Aucune machine en alerte')).toBeVisible()
  await page.getByLabel('Mettre une machine en alerte après').fill('3')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText('Enregistré : 3 jours.')).toBeVisible()
})

test('an alert is taken in hand with a reason, seen so by a colleague, and given back', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/alerts'))
  // The sweep opens the episodes of the machines in the list within seconds.
  const machine = rows(page)
    .filter({ has: page.getByRole('button', { name: 'Prendre en charge' }) })
    .last()
  await expect(async () => {
    await page.reload()
    await expect(machine).toBeVisible({ timeout: 2_000 })
  }).toPass()
  const row = page.locator(`tr[data-machine-id="${await machine.getAttribute('data-machine-id')}"]`)
  const address = await row.getByRole('link').first().getAttribute('href')
  await row.getByRole('button', { name: 'Prendre en charge' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(dialog.getByText('Indiquez la raison, en une ligne.')).toBeVisible()
  await dialog.getByLabel('Raison').fill('Poste en réparation')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(row).toContainText('Poste en réparation')

  const colleague = await browser.newPage()
  await signIn(colleague, 'alpes', 'alice')
  await colleague.goto(at('alpes', address ?? ''))
  const alert = colleague.locator('li[data-kind="missed"]')
  await expect(alert).toContainText('Prise en charge')
  await alert.getByRole('button', { name: "Réactiver l'alerte" }).click()
  await expect(alert).not.toContainText('Prise en charge')
  await colleague.close()
})

test('the administrator sets how alert mails come, and they go out', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/alerts'))
  const form = page.getByRole('form', { name: "Emails d'alerte" })
  await form.getByLabel('Sauvegardes réussies').selectOption('daily')
  await form.getByLabel('Rappels').selectOption('14')
  await form.getByRole('button', { name: 'Appliquer' }).click()
  await expect(form.getByLabel('Rappels')).toHaveValue('14')
  await page.reload()
  await expect(form.getByLabel('Sauvegardes réussies')).toHaveValue('daily')
  await form.getByLabel('Sauvegardes réussies').selectOption('each')
  await form.getByLabel('Rappels').selectOption('7')
  await form.getByRole('button', { name: 'Appliquer' }).click()
  await page.goto(at('alpes', '/mails?q=Sauvegardes'))
  await page.locator('tr[data-mail-id]').filter({ hasText: 'nouvelles alertes' }).first().getByRole('link').click()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText('nouvelles alertes')
})

test('health says that somebody watches', async ({ request }) => {
  await expect
    .poll(async () => (await request.get(at('alpes', '/api/health').replace('admin.alpes.localhost', '127.0.0.1'))).json())
    .toMatchObject({ status: 'ok', watch: 'on_time' })
})
