import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { invitationPath } from './support/invitation-link'
import { at, type Host, signIn } from './support/visit'

const SIGNED_OUT: [Host, string][] = [
  ['alpes', '/sign-in'],
  ['alpes', '/forgotten-password'],
  ['alpes', '/reset-password/no-such-link'],
  ['alpes', '/no-such-page'],
  ['alpes', '/download'],
  ['alpes', '/download?platform=windows'],
  ['kiwi', '/download'],
  ['nord', '/download'],
  ['alpes', '/invitation/no-such-invitation'],
  ['alpes', '/invitation/accepted'],
]

/** Frames are left out: a mail's runs no script, axe's neither. */
async function expectClean(page: Page, notAsked: string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').disableRules(notAsked).analyze()
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
      `${contract}/configuration`,
      `${contract}/configuration?edit=1`,
      `${contract}/report`,
      `${contract}/machines/new`,
      `${machine}`,
      `${machine}/logs`,
      `${machine}/restore`,
      `${machine}/configuration`,
      `${machine}/configuration?edit=1`,
      `${machine}/configuration?version=1`,
      '/backups/running',
      '/alerts',
      '/statistics',
      '/statistics?days=365',
      `${machine}/statistics`,
      '/logs',
      '/logs?q=nothing-like-this',
      '/kits',
      '/kits/draft',
      '/audit',
      '/audit?q=nothing-like-this',
      '/admin/users',
      '/admin/users?q=nothing-like-this',
      '/admin/users/new',
      '/admin/spaces',
      '/admin/spaces/new',
      '/profile',
      '/profile/two-steps',
      '/mails',
      '/mails?q=nothing-like-this',
      '/brand',
      '/webhooks',
      '/webhooks/new',
    ]) {
      await page.goto(at('alpes', path))
      await expectClean(page)
    }
    await page.goto(at('alpes', '/kits'))
    await page.getByRole('row').getByRole('link').first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/version/)
    await expectClean(page)
  })

  test(`axe finds nothing in the search, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Rechercher' }).fill('compta')
    await expect(page.getByRole('option').first()).toBeVisible()
    await expectClean(page)
  })

  test(`axe finds nothing on a user, on a space, and while a space is used, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.goto(at('alpes', '/admin/users'))
    await page.getByRole('link', { name: 'Bob Keller' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Modifier les droits')
    await expectClean(page)
    await page.goto(at('alpes', '/admin/spaces'))
    await page.getByRole('button', { name: "Supprimer l'espace" }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectClean(page)
    await page.goto(at('alpes', '/admin/spaces'))
    await page.getByRole('link', { name: "Modifier l'espace" }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText("Modifier l'espace")
    await expectClean(page)
    await page.getByRole('button', { name: /^Espaces : / }).click()
    await expectClean(page)
    await page.getByRole('button', { name: 'Lyon', exact: true }).click()
    await expect(page.getByRole('button', { name: "Quitter l'espace" })).toBeVisible()
    await expectClean(page)
    await page.goto(at('alpes', '/admin'))
    await expectClean(page)
  })

  test(`axe finds nothing on an invitation, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.goto(at('alpes', '/admin/users/new'))
    const userName = `axe-${colorScheme}`
    await page.getByLabel('Nom affiché').fill(userName)
    await page.getByLabel("Nom d'utilisateur").fill(userName)
    await page.getByLabel('Email', { exact: true }).fill('axe@alpes.example')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page).toHaveURL(/saved=/)
    await expectClean(page)
    await page.goto(at('alpes', await invitationPath(userName)))
    await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click()
    await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveAccessibleDescription(/12 caractères/)
    await expectClean(page)
  })

  test(`axe finds nothing in the operator's console, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'operator', 'root')
    await expectClean(page)
    const reseller = await page.getByRole('link', { name: 'Alpes Sauvegarde', exact: true }).getAttribute('href')
    await page.goto(at('operator', '/operator/brands'))
    await expectClean(page)
    const brand = await page.getByRole('link', { name: 'Alpes Sauvegarde' }).getAttribute('href')
    for (const path of [
      `${brand}`,
      '/operator/brands/new',
      '/operator?q=nothing-like-this',
      '/operator/resellers/new',
      `${reseller}`,
      `${reseller}/edit`,
      '/operator/health',
      '/operator/support',
      '/operator/mails',
      '/operator/audit',
    ]) {
      await page.goto(at('operator', path))
      await expectClean(page)
    }
  })

  test(`axe finds nothing on a webhook's pages, ${colorScheme}`, async ({ page }) => {
    test.slow() // seven pages in one visit
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.goto(at('alpes', '/webhooks/new'))
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByLabel('Adresse')).toHaveAccessibleDescription(/adresse complète/)
    await expectClean(page)
    await page.getByLabel('Nom', { exact: true }).fill(`axe ${colorScheme}`)
    await page.getByLabel('Adresse').fill('http://127.0.0.1:9/nobody-listens')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByRole('link', { name: 'Voir le webhook' })).toBeVisible()
    await expectClean(page)
    await page.getByRole('link', { name: 'Voir le webhook' }).click()
    await page.getByRole('button', { name: 'Envoyer un test' }).click()
    await expect(page.locator('tr[data-delivery-state="failed"]')).toBeVisible()
    await page.getByText('Comment vérifier la signature').click()
    await expectClean(page)
    await page.locator('tr[data-delivery-state="failed"]').getByRole('link').click()
    await expect(page.getByRole('region', { name: 'Essais' })).toContainText("Le serveur n'a pas accepté la connexion.")
    await expectClean(page)
    await page.goto(at('alpes', '/webhooks'))
    await expectClean(page)
    await page.getByRole('link', { name: `axe ${colorScheme}` }).click()
    await page.getByRole('link', { name: 'Modifier' }).click()
    await expect(page.getByLabel('Adresse')).toHaveValue(/nobody-listens/)
    await expectClean(page)
  })

  test(`axe finds nothing on a mail's page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await signIn(page, 'alpes', 'alice')
    await page.goto(at('alpes', '/mails?state=undelivered'))
    await page.locator('tr[data-mail-id]').getByRole('link').first().click()
    await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
    await expectClean(page)
    await page.setContent((await page.locator('iframe').getAttribute('srcdoc')) ?? '')
    // A mail is no page: its landmarks are those of the program that shows it.
    await expectClean(page, ['landmark-one-main', 'region'])
  })
}
