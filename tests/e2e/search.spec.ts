import { expect, type Page, test } from '@playwright/test'
import { at, signIn } from './support/visit'

test('Ctrl-K finds a machine as one types, opens it by keyboard, and gives focus back', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts'))
  const before = page.getByRole('searchbox', { name: 'Rechercher un contrat' })
  await before.focus()
  const field = await openSearch(page)
  await page.keyboard.press('Escape')
  await expect(field).toHaveCount(0)
  await expect(before).toBeFocused()
  await openSearch(page)
  await field.fill('srv-compta')
  const first = page.getByRole('option').first()
  await expect(first).toContainText('SRV-COMPTA')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SRV-COMPTA')
})

test('it leads to contracts, spaces and pages, and says when nothing is found', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const field = await openSearch(page)
  await field.fill('genève')
  await expect(page.getByRole('group', { name: 'Espaces' }).getByRole('option')).toHaveText(/Genève/)
  await field.fill('no such thing')
  await expect(page.getByText('Rien ne correspond à « no such thing ».').first()).toBeVisible()
  await field.fill('boulangerie')
  await page.getByRole('group', { name: 'Contrats' }).getByRole('option').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Boulangerie Martin')
  await openSearch(page)
  await field.fill('statist')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(at('alpes', '/statistics'))
})

test('Enter at the end of fast typing opens what the text finds, not what stood there before', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const field = await openSearch(page)
  await field.fill('boulangerie')
  await expect(page.getByRole('option').first()).toContainText('Boulangerie Martin')
  await field.fill('srv-compta')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SRV-COMPTA')
})

test('on a phone it opens by a button, and finds nothing of other spaces', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'alpes', 'bob')
  await page.getByRole('button', { name: 'Rechercher' }).click()
  const field = page.getByRole('combobox', { name: 'Rechercher' })
  await field.fill('optique')
  await expect(page.getByRole('option').first()).toContainText('Optique Léman')
  await field.fill('boulangerie')
  await expect(page.getByText(/Rien ne correspond/).first()).toBeVisible()
})

/** Ctrl-K is the browser's own until the page's script listens: it is pressed until the field is there. */
async function openSearch(page: Page) {
  const field = page.getByRole('combobox', { name: 'Rechercher' })
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused({ timeout: 1000 })
  }).toPass()
  return field
}
