import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { at, operator, signIn } from './support/visit'

const LINES = 20_000
const PER_REPORT = 1_000

/** A finished backup whose log is long; two of its lines are errors. */
async function longLog(name: string): Promise<string> {
  const machine = await operator<{ identificationKey: string }>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Garage Bonnet', '--name', name],
  )
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  for (let part = 0; part < LINES / PER_REPORT; part++)
    await agent.logLines(
      Array.from({ length: PER_REPORT }, (_, line) => {
        const number = part * PER_REPORT + line + 1
        const isError = number % 9_000 === 0
        return { level: isError ? 'error' : 'info', message: `${name} ${isError ? 'illisible' : 'fichier'} ${number}` }
      }),
    )
  await agent.finish()
  return agent.backupId
}

test('a long log opens at once, finds a text and its errors, and is handed out whole', async ({ page }) => {
  const backupId = await longLog('PC-LOG')
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', `/backups/${backupId}`))
  await expect(page.getByText('PC-LOG fichier 1', { exact: true })).toBeVisible()
  await expect.poll(() => page.locator('li[data-index]').count()).toBeLessThan(150)
  await page.getByRole('searchbox', { name: 'Rechercher dans ce log' }).fill('fichier 15432')
  await expect(page.locator('#L15432')).toBeInViewport()
  await expect(page.locator('#L15432 mark')).toHaveText('fichier 15432')
  await page.getByRole('searchbox', { name: 'Rechercher dans ce log' }).fill('')
  const next = page.getByRole('button', { name: /2 erreurs/ })
  await next.click()
  await expect(page.locator('#L18000')).toBeInViewport()
  await next.click()
  await expect(page.locator('#L9000')).toBeInViewport()
  await expect(page.locator('#L9000')).toHaveAttribute('data-level', 'error')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/^PC-LOG-\d{4}-\d{2}-\d{2}\.log\.txt$/)
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
  expect([lines.length, lines.at(-1)?.slice(-21)]).toEqual([LINES, ' PC-LOG fichier 20000'])
})

test('the first part of a log is there without JavaScript, and the ways to the others', async ({ browser, page }) => {
  const backupId = await longLog('PC-NU')
  await signIn(page, 'alpes', 'alice')
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR', storageState: await page.context().storageState() })
  const plain = await context.newPage()
  await plain.goto(at('alpes', `/backups/${backupId}`))
  await expect(plain.getByText('PC-NU fichier 1', { exact: true })).toBeVisible()
  await plain.getByRole('link', { name: 'Fin' }).click()
  await expect(plain.getByText('PC-NU fichier 20000', { exact: true })).toBeAttached()
  await context.close()
})

test('all logs are searched as one types, with the address as the state, and a line leads to its place', async ({ page }) => {
  const backupId = await longLog('PC-CHERCHE')
  await signIn(page, 'alpes', 'alice')
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logs')
  await page.getByRole('searchbox').fill('pc-cherche illisible')
  await expect(page).toHaveURL(/q=pc-cherche\+illisible/)
  const entries = page.locator('li[data-level]')
  await expect(entries).toHaveCount(2)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('pc-cherche illisible')
  await entries.first().getByRole('link').click()
  await expect(page).toHaveURL(at('alpes', `/backups/${backupId}?line=18000`))
  await expect(page.locator('#L18000')).toBeInViewport()
  await page.goto(at('alpes', '/logs?q=no+such+line+anywhere'))
  await expect(page.getByText('Aucune ligne ne correspond')).toBeVisible()
  await page.goto(at('alpes', '/logs?q=pc-cherche'))
  await page.getByRole('link', { name: 'Charger les lignes plus anciennes' }).click()
  await expect(page).toHaveURL(/before=/)
  await expect(entries).toHaveCount(200)
  await page.getByLabel('Erreurs seulement').check()
  await expect(page).toHaveURL(/errors=1/)
  await expect(entries).toHaveCount(2)
})
