import { expect, test } from '@playwright/test'
import { at, signIn } from './support/visit'

test("the manual's own example comes out right: TEST, 3 machines, 19.6 of 20 Go, 98 %, orange", async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('link', { name: /^Contrats/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gérer les contrats')
  const row = page.getByRole('row', { name: /TEST/ })
  await expect(row).toHaveAttribute('data-state', 'near')
  for (const text of [/3\s*\/\s*illimité/i, /19,6\s*Go/, /20\s*Go/, /98\s*%/]) await expect(row).toContainText(text)
})

test('searching narrows the list as one types and stands in the address', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts'))
  await page.getByRole('searchbox').fill('boulang')
  await expect(page).toHaveURL(/q=boulang/)
  await expect(page.locator('tr[data-contract-id]')).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Boulangerie Martin/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('boulang')
  await page.getByRole('searchbox').fill('no such client')
  await expect(page.locator('tr[data-contract-id]')).toHaveCount(0)
})

test("a contract's page shows its machines with a masked key", async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts?q=TEST'))
  await page.getByRole('link', { name: 'TEST' }).click()
  const row = page.locator('tr[data-machine-id]', { hasText: 'SRV-COMPTA' })
  await expect(row).toContainText(/7,43\s*Go/)
  await expect(row).toContainText(/kwb_•+[0-9A-Z]{4}/)
  await expect(page.getByText(/kwb_[0-9A-Z]{10}/)).toHaveCount(0)
})

test('a contract of another reseller on the same brand is not found', async ({ page, browser }) => {
  await signIn(page, 'kiwi', 'oleg')
  await page.goto(at('kiwi', '/contracts'))
  const foreignId = await page.locator('tr[data-contract-id]').first().getAttribute('data-contract-id')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const dora = await context.newPage()
  await signIn(dora, 'kiwi', 'dora')
  const answer = await dora.goto(at('kiwi', `/contracts/${foreignId}`))
  expect(answer?.status()).toBe(404)
  expect(await dora.content()).not.toContain('Architectes')
  await context.close()
})
