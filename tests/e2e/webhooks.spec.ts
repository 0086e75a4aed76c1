import { expect, type Page, test } from '@playwright/test'
import { hookServer, isSigned } from '@/tests/support/hook-server'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

async function addWebhook(page: Page, name: string, url: string): Promise<string> {
  await page.goto(at('alpes', '/webhooks/new'))
  await page.getByLabel('Nom', { exact: true }).fill(name)
  await page.getByLabel('Adresse').fill(url)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('heading', { name: `Le webhook « ${name} » est prêt` })).toBeFocused()
  return `${await page.locator('code').textContent()}`
}

test('a webhook is set up, tested, told of a backup, and replays under the same id', async ({ page }) => {
  const hook = await hookServer()
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('link', { name: 'Webhooks', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Webhooks')
  const name = `Ticketing ${Date.now()}`
  const secret = await addWebhook(page, name, hook.url)
  await page.getByRole('link', { name: 'Voir le webhook' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.getByRole('button', { name: 'Afficher le secret' }).click()
  await expect(page.getByText(secret)).toBeVisible()

  await page.getByRole('button', { name: 'Envoyer un test' }).click()
  await expect(page.locator('tr[data-delivery-state="delivered"]').filter({ hasText: 'Test' })).toBeVisible()
  expect(isSigned(hook.received[0] as never, secret, new Date())).toBe(true)

  const { machineId, identificationKey } = await operator<{ machineId: string; identificationKey: string }>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Fiduciaire du Lac', '--name', `PC-${Date.now()}`],
  )
  // The demo's own machines go on all the while: theirs arrive, or the webhook would be left alone for its failures.
  hook.answer = (_request, { body }) => ({ status: body.includes(machineId) ? 500 : 204, body: 'no such queue' })
  const agent = new PretendAgent(identificationKey)
  await agent.start()
  await agent.finish()
  const ofMachine = () => hook.received.filter(({ body }) => body.includes(machineId))
  await expect.poll(() => ofMachine().length, { timeout: 30_000 }).toBeGreaterThan(0)
  const told = JSON.parse(ofMachine()[0]?.body ?? '{}')
  expect(told).toMatchObject({ type: 'backup.finished', data: { backup: { id: agent.backupId, outcome: 'success' } } })
  expect(told.data.machine.url).toBe(at('alpes', `/machines/${machineId}`))

  await page.goto(at('alpes', '/webhooks'))
  await page.getByRole('link', { name }).click()
  const row = page.locator('tr[data-delivery-state="retrying"]').first()
  await expect(row).toContainText('HTTP 500')
  hook.answer = () => ({ status: 204 })
  await page.locator('tr[data-delivery-state="delivered"]').last().getByRole('link').click()
  await expect(page).toHaveURL(/\/deliveries\//)
  const before = hook.received.length
  const id = `${await page.locator('dd code').textContent()}`
  await page.getByRole('button', { name: 'Rejouer' }).click()
  await expect.poll(() => hook.received.slice(before).map((got) => got.id), { timeout: 30_000 }).toContain(id)
  await expect(page.getByText('Reçu').first()).toBeVisible()
  await hook.stop()
})

test('what is wrong with an address is told at its field, and nothing typed is lost', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/webhooks/new'))
  await page.getByLabel('Nom', { exact: true }).fill('Interne')
  for (const [url, reason] of [
    ['https://10.0.0.1/', /réseau privé/],
    ['https://169.254.169.254/latest', /réseau privé/],
    ['https://user:pass@hooks.example.com/', /mot de passe/],
    ['hooks.example.com', /adresse complète/],
  ] as const) {
    await page.getByLabel('Adresse').fill(url)
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByLabel('Adresse')).toHaveAccessibleDescription(reason)
    await expect(page.getByLabel('Adresse')).toBeFocused()
    await expect(page.getByLabel('Adresse')).toHaveValue(url)
    await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Interne')
  }
})

test('a webhook is switched off and on, its secret renewed, and deleted', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const name = `Supervision ${Date.now()}`
  const secret = await addWebhook(page, name, 'https://hooks.example.com/x')
  await page.getByRole('link', { name: 'Voir le webhook' }).click()
  const toggle = page.getByRole('switch', { name: 'Webhook actif' })
  await toggle.click()
  await expect(page.getByText(/Désactivé le/)).toBeVisible()
  await toggle.click()
  await expect(page.getByText('Le webhook est actif.')).toBeVisible()
  await page.getByRole('button', { name: 'Renouveler le secret' }).click()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText(/ancien secret signe encore/)).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.getByRole('link', { name: 'Modifier' }).click()
  await page.getByLabel('Machine ajoutée').check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByText(/Machine ajoutée/)).toBeVisible()
  await page.getByRole('button', { name: 'Supprimer le webhook' }).click()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page).toHaveURL(/\/webhooks$/)
  await expect(page.getByRole('link', { name })).toHaveCount(0)
})

test('every product has webhooks, for its administrators alone', async ({ page, browser }) => {
  for (const host of ['kiwi', 'nord'] as const) {
    const other = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
    await signIn(other, host, host === 'kiwi' ? 'dora' : 'carol')
    await other.getByRole('link', { name: 'Webhooks', exact: true }).click()
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Webhooks')
    await other.context().close()
  }
  await signIn(page, 'alpes', 'berthe')
  await expect(page.getByRole('link', { name: 'Webhooks', exact: true })).toHaveCount(0)
  for (const path of ['/webhooks', '/webhooks/new']) expect((await page.goto(at('alpes', path)))?.status()).toBe(404)
})
