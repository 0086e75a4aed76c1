import http from 'node:http'
import { expect, test } from '@playwright/test'
import { at, HOSTS, signIn } from './support/visit'

test('what was sent is searched as one types, read as its recipient sees it, and sent again when it failed', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('link', { name: 'E-mails', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('E-mails')
  const rows = page.locator('tr[data-mail-id]')
  await page.getByRole('searchbox', { name: 'Rechercher un email' }).fill('fiduciaire')
  await expect(page).toHaveURL(/q=fiduciaire/)
  await expect(rows.filter({ hasText: 'Fiduciaire du Lac' }).first()).toBeVisible()
  await page.getByLabel('État').selectOption({ label: 'Échec' })
  await expect(page).toHaveURL(/state=failed/)
  await expect(rows).toHaveCount(1)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('fiduciaire')
  await rows.getByRole('link').click()

  await expect(page.getByText("Le service d'envoi n'a pas répondu.")).toBeVisible()
  const mail = page.frameLocator('iframe[title="Aperçu du message"]')
  await expect(mail.getByRole('heading', { level: 1 })).toContainText('3 jours')
  await expect(mail.getByRole('link', { name: 'Voir le poste' })).toHaveAttribute('href', new RegExp(`^http://${HOSTS.alpes}:`))
  await page.getByText('Version texte').click()
  await expect(page.locator('pre')).toContainText('-- \nAlpes Sauvegarde')
  await page.getByRole('button', { name: "Renvoyer l'email" }).click()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText("L'email est de nouveau en attente d'envoi.")).toBeVisible()
  await expect(page.getByText('En attente', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: "Renvoyer l'email" })).toBeHidden()
})

test('a member reads the mails of its own space alone, and sends none again', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/mails?state=undelivered'))
  const link = page.locator('tr[data-state="bounced"]').getByRole('link').first()
  const address = await link.getAttribute('href')
  await expect(link).toContainText('Boulangerie Martin')
  await page.getByRole('button', { name: /Compte de/ }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', '/mails'))
  await expect(page.locator('tr[data-mail-id]').first()).toBeVisible()
  await expect(page.getByText('Boulangerie Martin')).toHaveCount(0)
  await page.goto(at('alpes', `${address}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/introuvable/i)
})

test('the operator hears loudly that nothing leaves, and reads no reseller’s mail', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByRole('link', { name: 'E-mails', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'SMTP_URL' })).toBeVisible()
  await page.goto(at('operator', '/operator/mails?state=undelivered'))
  await page.locator('tr[data-state="bounced"]').filter({ hasText: 'Alpes Sauvegarde' }).first().getByRole('link').click()
  await expect(page.getByText('Le texte appartient au revendeur.')).toBeVisible()
  await expect(page.locator('iframe')).toHaveCount(0)
})

test('the door for bounces is on every host of the installation, and opens to nobody without a signature', async () => {
  for (const host of Object.values(HOSTS)) expect(await knock(host)).toBe(401)
  expect(await knock('nobody.example.com')).toBe(404)
})

const knock = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const path = '/api/mails/bounces/resend'
    const request = http.request({ host: '127.0.0.1', port: process.env.PORT, method: 'POST', path, headers: { host } })
    request.once('error', reject).once('response', (response) => resolve(response.resume().statusCode))
    request.end('{}')
  })
