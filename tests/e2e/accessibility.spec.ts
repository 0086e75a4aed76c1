import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { at, type Host, signIn } from './support/visit'

const SIGNED_OUT: [Host, string][] = [
  ['alpes', '/sign-in'],
  ['alpes', '/no-such-page'],
]

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`),
    })),
  ).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing signed out, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    for (const [host, path] of SIGNED_OUT) {
      await page.goto(at(host, path))
      await expectClean(page)
    }
  })

  test(`axe finds nothing on any page, ${colorScheme}`, async ({ page }) => {
    test.slow() // two dozen pages in one visit
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await expectClean(page)
    const machine = await page.locator('a[data-machine-id][data-state="fresh"]').first().getAttribute('href')
    const contract = await page.locator('a[data-contract-id]').first().getAttribute('href')
    for (const path of [
      '/contracts',
      '/contracts?q=nothing-like-this',
      '/contracts/new',
      `${contract}`,
      `${contract}/edit`,
      `${contract}/machines/new`,
      `${machine}`,
      `${machine}/logs`,
      `${machine}/configuration`,
      `${machine}/configuration?edit=1`,
      '/backups/running',
      '/alerts',
      '/statistics',
      '/statistics?days=365',
      `${machine}/statistics`,
      '/logs',
      '/logs?q=nothing-like-this',
      '/brand',
    ]) {
      await page.goto(at('alpes', path))
      await expectClean(page)
    }
  })

  test(`axe finds nothing in the search, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Rechercher' }).fill('compta')
    await expect(page.getByRole('option').first()).toBeVisible()
    await expectClean(page)
  })

  test(`axe finds nothing on the operator's page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'operator', 'root')
    await expectClean(page)
    await page.goto(at('operator', '/operator/brands'))
    await expectClean(page)
    const brand = await page.getByRole('link', { name: 'Alpes Sauvegarde' }).getAttribute('href')
    for (const path of [`${brand}`, '/operator/brands/new']) {
      await page.goto(at('operator', path))
      await expectClean(page)
    }
  })
}
