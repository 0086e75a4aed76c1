import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { at, fetchFrom, operator, signIn } from './support/visit'

test('an administrator without Administration reads who did what, narrows it by its links, and keeps it as a file', async ({ page }) => {
  await signIn(page, 'nord', 'carol')
  await operator('contract', 'add', '--host', 'admin.nord.localhost', '--title', '=Formule', '--email', 'a@b.example', '--volume', '1')
  await page.getByRole('link', { name: "Journal d'audit" }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("Journal d'audit")
  const row = page.getByRole('row').filter({ hasText: '=Formule' })
  await expect(row).toContainText('Contrat créé')
  await expect(row).toContainText('command line')
  await row.getByRole('link', { name: '=Formule' }).click()
  await expect(page.getByText('Sur : =Formule')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Télécharger en CSV' }).click()])
  const csv = readFileSync(await download.path(), 'utf8')
  expect(csv).toContain(";'=Formule;")
  expect(csv.trim().split('\r\n')).toHaveLength(2)
  await page.getByRole('link', { name: /Retirer ce filtre/ }).click()
  await page.getByLabel('Rechercher dans le journal').fill('nobody-like-this')
  await expect(page.getByText('Aucun événement ne correspond')).toBeVisible()
})

test('a member has no log, and an operator reads that of all', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'bob')
  await expect(page.getByRole('link', { name: "Journal d'audit" })).toHaveCount(0)
  expect((await page.goto(at('alpes', '/audit')))?.status()).toBe(404)
  expect((await fetchFrom(page, '/audit/csv')).status).toBe(403)
  const root = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await signIn(root, 'operator', 'root')
  await root.goto(at('operator', '/operator/audit'))
  for (const name of ['Nord Données', 'Alpes Sauvegarde']) await expect(root.getByRole('cell', { name }).first()).toBeVisible()
  await root.context().close()
})
