import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { readPdf } from '@/tests/support/pdf-text'
import { at, fetchFrom, signIn } from './support/visit'

test('a contract’s month is chosen, seen, downloaded as a PDF and sent', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/contracts?q=TEST'))
  await page.getByRole('link', { name: 'TEST', exact: true }).click()
  await page.getByRole('link', { name: 'Rapport mensuel' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rapport mensuel')
  const machines = page.getByRole('region', { name: 'Machines', exact: true })
  await expect(machines.getByRole('row', { name: /SRV-COMPTA/ })).toBeVisible()

  const months = page.getByRole('combobox', { name: 'Mois' })
  const running = (await months.locator('option').first().getAttribute('value')) ?? ''
  await months.selectOption(running)
  await expect(page).toHaveURL(new RegExp(`month=${running}`))
  await expect(page.getByText("Le mois n'est pas terminé")).toBeVisible()
  const volume = page.getByLabel('Chiffres du mois').getByText('19,6')
  await expect(volume).toBeVisible()

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger le PDF' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe(`Rapport ${running} TEST.pdf`)
  const { text, lang } = await readPdf(await readFile(await file.path()))
  for (const part of ['TEST', '19,6 Go', '98 % de 20 Go souscrits', 'SRV-COMPTA', 'Alpes Sauvegarde']) expect(text).toContain(part)
  expect(lang).toBe('fr-FR')

  await page.getByLabel('À qui').selectOption({ label: 'Les deux' })
  await page.getByRole('button', { name: 'Envoyer maintenant' }).click()
  await expect(page.getByText(/Rapport envoyé à .+, .+\./)).toBeVisible()
  await page.getByRole('link', { name: /Dernier envoi de ce mois : le .+ à .+@/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rapport de sauvegarde : TEST')
  await expect(page.getByText(`Rapport ${running} TEST.pdf`)).toBeVisible()
})

test('an administrator says who gets the reports on the first of the month', async ({ page }) => {
  await signIn(page, 'sud', 'david')
  await page.goto(at('sud', '/alerts'))
  const setting = page.getByRole('form', { name: 'Rapports mensuels' })
  await setting.getByLabel('Rapport mensuel de chaque contrat').selectOption({ label: "au client final et à l'adresse d'alerte" })
  await setting.getByRole('button', { name: 'Appliquer aux rapports' }).click()
  await expect(setting.getByText('Rapports mensuels enregistrés.')).toBeVisible()
  await page.reload()
  await expect(setting.getByLabel('Rapport mensuel de chaque contrat')).toHaveValue('both')
})

test('the document is its reseller’s and its space’s alone, and for nobody signed out', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', '/contracts'))
  const own = await page.locator('tr[data-contract-id]').first().getAttribute('data-contract-id')
  const path = `/contracts/${own}/report/pdf`
  expect((await fetchFrom(page, path, { method: 'HEAD' })).status).toBe(200)
  await page.goto(at('alpes', `/contracts/${own}/report`))
  await expect(page.getByRole('link', { name: 'Télécharger le PDF' })).toBeVisible()
  // A member sees the report and sends none.
  await expect(page.getByRole('button', { name: 'Envoyer maintenant' })).toHaveCount(0)
  for (const [host, name] of [
    ['alpes', 'berthe'],
    ['nord', 'carol'],
  ] as const) {
    const context = await browser.newContext({ locale: 'fr-FR' })
    const other = await context.newPage()
    await signIn(other, host, name)
    for (const each of [path, `/contracts/${own}/report`]) expect([name, (await fetchFrom(other, each)).status]).toEqual([name, 404])
    await context.close()
  }
  const context = await browser.newContext({ locale: 'fr-FR' })
  const stranger = await context.newPage()
  await stranger.goto(at('alpes', '/sign-in'))
  expect((await fetchFrom(stranger, path)).status).toBe(401)
  await context.close()
})
