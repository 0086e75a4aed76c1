import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { at, operator, signIn } from './support/visit'

test.describe.configure({ timeout: 180_000 })

const run = promisify(execFile)
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9" fill="#3b4cca"/></svg>'
const asFile = (text: string) => ({ name: 'icon.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(text) })

/** How the page's own host answers; asked from within the page, since Node knows no name under .localhost. */
const statusOf = (page: Page, path: string) => page.evaluate(async (address) => (await fetch(address)).status, path)

async function publishDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'proposée au téléchargement' })).toBeVisible()
}

test('a kit is edited, refused with the line that is wrong, tried, and offered once it is published', async ({ page, browser }) => {
  await signIn(page, 'nord', 'carol')
  await page.getByRole('link', { name: 'Kits' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kits')
  await page.getByRole('link', { name: 'Créer le kit' }).click()
  await expect(page.getByLabel('Nom du produit')).toHaveValue('Nord Données')
  await page.getByLabel('Nom du produit').fill('Nord "Coffre" & Cie')
  await page.getByLabel('Configuration pour macOS').fill('paths:\n  - /Users\nrun: rm -rf /\n')
  await page.getByLabel('Icône', { exact: true }).setInputFiles(asFile('<svg><script>alert(1)</script></svg>'))
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Configuration pour macOS')).toBeFocused()
  await expect(page.getByLabel('Configuration pour macOS')).toHaveAccessibleDescription(/Ligne 3 :.*run/)
  await expect(page.getByLabel('Nom du produit')).toHaveValue('Nord "Coffre" & Cie')
  await page.getByLabel('Configuration pour macOS').fill('paths:\n  - /Users\n')
  await page.getByLabel('Icône', { exact: true }).setInputFiles(asFile('<svg><script>alert(1)</script></svg>'))
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByLabel('Icône', { exact: true })).toHaveAccessibleDescription(/SVG simple/)
  await page.getByLabel('Icône', { exact: true }).setInputFiles(asFile(ICON))
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'version 1 est enregistré' })).toBeVisible()

  const visitor = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await visitor.goto(at('nord', '/download'))
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(/Aucun agent/)
  const draft = await page.getByRole('link', { name: 'Télécharger pour Linux' }).getAttribute('href')
  expect(await statusOf(page, draft ?? '')).toBe(200)
  expect(await statusOf(visitor, draft ?? '')).toBe(401)
  expect(await statusOf(visitor, '/download/kit/linux')).toBe(404)

  await page.getByRole('button', { name: 'Publier', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText(at('nord', '/download'))
  await expect(page.getByRole('dialog')).toContainText('Les postes déjà installés ne changent pas')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  await publishDraft(page)

  await visitor.reload()
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Télécharger Nord "Coffre" & Cie')
  await expect(visitor.getByText('support@nord.example')).toBeVisible()
  await page.getByRole('button', { name: 'Retirer de la publication' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByText("Aucun kit n'est proposé")).toBeVisible()
  expect(await statusOf(visitor, '/download/kit/linux')).toBe(404)
  await expect(page.getByRole('row', { name: /Version 1/ })).toContainText('Retiré')
})

test('who has not the right reads the kit, and is told what it takes', async ({ page }) => {
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', '/kits'))
  await expect(page.getByText('Kit marque blanche', { exact: false }).last()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Télécharger pour Windows' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Publier|Retirer/ })).toHaveCount(0)
  await page.goto(at('alpes', '/kits/draft'))
  await expect(page).toHaveURL(/\/kits$/)
})

test('a kit of another reseller is not there, nor is any for who is signed out', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/kits'))
  const kit = (await page.getByRole('link', { name: 'Version 1' }).getAttribute('href')) ?? ''
  const archive = `${kit}/linux`
  expect(await statusOf(page, archive)).toBe(200)
  for (const [host, userName] of [
    ['nord', 'carol'],
    ['kiwi', 'oleg'],
  ] as const) {
    const other = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
    await signIn(other, host, userName)
    for (const path of [kit, archive]) expect(await statusOf(other, path)).toBe(404)
  }
  const nobody = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await nobody.goto(at('alpes', kit))
  await expect(nobody).toHaveURL(/sign-in/)
  expect(await statusOf(nobody, archive)).toBe(401)
})

test('where several resellers share a brand, each has a link to its own kit', async ({ page, browser }) => {
  await signIn(page, 'kiwi', 'dora')
  await page.goto(at('kiwi', '/kits/draft'))
  await page.getByLabel('Nom du produit').fill('Dora Sauvegarde')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await publishDraft(page)
  const link = (await page.getByRole('link', { name: /\/download\// }).getAttribute('href')) ?? ''
  const visitor = await (await browser.newContext({ locale: 'fr-FR' })).newPage()
  await visitor.goto(at('kiwi', '/download'))
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(/lien de votre prestataire/)
  await expect(visitor.getByText('Dora Sauvegarde')).toHaveCount(0)
  await visitor.goto(link)
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Télécharger Dora Sauvegarde')
  await expect(visitor.getByText('curl').first()).toContainText(new URL(link).pathname)
  const archive = `${new URL(link).pathname}/linux`
  expect(await statusOf(visitor, archive)).toBe(200)
  await visitor.goto(at('alpes', '/download'))
  expect(await statusOf(visitor, archive)).toBe(404)
})

test('the page knows the visitor’s system, and works without JavaScript and in English', async ({ browser }) => {
  const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR', userAgent })
  const page = await context.newPage()
  await page.goto(at('alpes', '/download'))
  await expect(page.getByRole('heading', { level: 2 }).last()).toHaveText('Installer sous Windows')
  await page.getByRole('link', { name: 'macOS', exact: true }).click()
  await expect(page.getByRole('heading', { level: 2 }).last()).toHaveText('Installer sous macOS')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Download Alpes Sauvegarde')
})

test('a kit from the page is installed as its README says, backs up, and is seen under the brand', async ({ page }) => {
  const home = await mkdtemp(join(tmpdir(), 'kit-home-'))
  const [clean, files] = [join(home, 'clean'), join(home, 'files')]
  for (const folder of [clean, files]) await mkdir(folder)
  await writeFile(join(files, 'devis.bin'), randomBytes(1_500_000))
  const { machineId, identificationKey } = await operator<{ machineId: string; identificationKey: string }>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Atelier Bois', '--name', 'PC-KIT'],
  )

  await page.goto(at('alpes', '/download?platform=linux'))
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Télécharger pour Linux' }).click()])
  expect(download.suggestedFilename()).toBe('alpes-sauvegarde-agent-1-linux.tar.gz')
  const archive = join(clean, 'kit.tar.gz')
  await download.saveAs(archive)
  const sum = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex')
  await expect(page.getByText(sum).first()).toBeVisible()
  await run('tar', ['-xzf', archive, '-C', clean])

  const kit = join(clean, 'alpes-sauvegarde-agent')
  const readme = await readFile(join(kit, 'LISEZMOI.md'), 'utf8')
  const written =
    readme
      .split('\n')
      .find((line) => line.includes('--prefix'))
      ?.trim() ?? ''
  const command = `${written.replace('kwb_...', identificationKey)} --path ${files}`
  const env = { ...process.env, HOME: home, LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' }
  const installed = await run('sh', ['-c', command], { cwd: kit, env })
  expect(installed.stdout).toContain('Cette machine est désormais « PC-KIT » du contrat « Atelier Bois »')
  expect(installed.stdout).toContain('Assistance : aide@alpes.example')

  const agent = join(home, 'alpes-sauvegarde-agent', 'alpes-sauvegarde-agent')
  const status = JSON.parse((await run(agent, ['status'], { env })).stdout)
  expect(status).toMatchObject({ product: 'Alpes Sauvegarde', enrolled: true, portalReachable: true, machine: 'PC-KIT' })
  await run(agent, ['backup'], { env })

  await signIn(page, 'alpes', 'alice')
  await expect(page).toHaveTitle(/Alpes Sauvegarde/)
  await page.goto(at('alpes', `/machines/${machineId}`))
  await expect(page.locator(`[data-machine-id="${machineId}"]`).first()).toHaveAttribute('data-state', 'fresh')
  await page.goto(at('alpes', `/machines/${machineId}/configuration`))
  await expect(page.locator('pre')).toContainText(files)
  await expect(page.locator('pre')).toContainText('.cache')

  await run('sh', [join(home, 'alpes-sauvegarde-agent', 'uninstall.sh'), '--prefix', join(home, 'alpes-sauvegarde-agent'), '--purge'], {
    env,
  })
  await expect(readFile(agent)).rejects.toThrow('ENOENT')
  await rm(home, { recursive: true, force: true })
})
