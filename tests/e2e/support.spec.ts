import { expect, type Page, test } from '@playwright/test'
import { at, signIn } from './support/visit'

async function showCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: "Afficher un code d'assistance" }).click()
  const code = page.getByRole('region', { name: 'Assistance' }).locator('strong')
  await expect(code).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  return (await code.textContent()) ?? ''
}

async function openAccount(page: Page, code: string): Promise<void> {
  await page.goto(at('operator', '/operator/support'))
  await page.getByLabel("Code d'assistance").fill(code)
  await page.getByRole('button', { name: "Ouvrir l'accès" }).click()
  await expect(page.getByText(/Accès ouvert au compte Nord Données/)).toBeVisible()
  await page.getByRole('button', { name: 'Consulter le compte' }).click()
  await expect(page.getByText(/Vous consultez le compte Nord Données/)).toBeVisible()
}

test('support looks in by a code, read-only, seen by the account, until it is shown out', async ({ page, browser }) => {
  const root = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await signIn(page, 'nord', 'carol')
  const code = await showCode(page)
  await signIn(root, 'operator', 'root')
  await openAccount(root, code.toLowerCase().replace('-', ' '))
  await expect(root).toHaveURL(at('nord', '/control-room'))
  await expect(root.getByRole('button', { name: "Afficher un code d'assistance" })).toHaveCount(0)

  await root.goto(at('nord', '/contracts?q=Textiles'))
  await root.getByRole('button', { name: 'Suspendre le contrat' }).click()
  await root.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(root.getByRole('dialog').getByRole('alert')).toContainText("l'assistance n'y modifie rien")
  expect((await root.goto(at('nord', '/audit')))?.status()).toBe(404)

  await expect(page.getByText(/L'assistance consulte votre compte jusqu'à \d\d:\d\d/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Mettre fin' }).click()
  await expect(page.getByText(/L'assistance consulte votre compte/)).toHaveCount(0)
  await root.goto(at('nord', '/contracts'))
  await expect(root).toHaveURL(at('nord', '/sign-in'))

  await page.goto(at('nord', '/audit'))
  for (const text of ["Accès de l'assistance ouvert", "L'assistance consulte le compte", "Accès de l'assistance terminé"]) {
    await expect(page.getByRole('row').filter({ hasText: text }).first()).toBeVisible()
  }
  await root.context().close()
})

test('a code works once, and the operator leaves by itself', async ({ page, browser }) => {
  const root = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await signIn(page, 'nord', 'carol')
  const code = await showCode(page)
  await signIn(root, 'operator', 'root')
  await openAccount(root, code)
  await root.getByRole('button', { name: 'Quitter' }).click()
  await expect(root).toHaveURL(at('operator', '/operator/support'))
  await root.getByLabel("Code d'assistance").fill(code)
  await root.getByRole('button', { name: "Ouvrir l'accès" }).click()
  await expect(root.getByText("Ce code n'ouvre rien")).toBeVisible()
  await root.goto(at('nord', '/support/enter?link=guessed'))
  await expect(root.getByRole('heading', { level: 1 })).toHaveText('Ce lien ne mène plus au compte')
  await root.context().close()
})
