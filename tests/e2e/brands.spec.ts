import { expect, type Page, test } from '@playwright/test'
import { type DnsServer, startDnsServer } from '@/tests/support/dns-server'
import { png, SQUARE, svg } from '@/tests/support/pictures'
import { at, fetchFrom, operator, signIn } from './support/visit'

let dns: DnsServer
test.beforeAll(async () => {
  dns = await startDnsServer(Number(process.env.DNS_SERVERS?.split(':')[1]))
})
test.afterAll(() => dns.close())

const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer })
const address = (host: string, path: string) => `http://${host}:${process.env.PORT}${path}`
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer' }).click()

async function open(page: Page): Promise<void> {
  await signIn(page, 'sud', 'david')
  await page.goto(at('sud', '/brand'))
}

test('an administrator gives the brand another name, logo, colour and contact, and sees them before and after', async ({ page }) => {
  await signIn(page, 'sud', 'david')
  await page.getByRole('link', { name: 'Marque', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Marque')
  await page.getByLabel('Nom du produit').fill('Sud Coffre-fort')
  await page.getByLabel('Fichier du logo').setInputFiles(file('logo.png', 'image/png', png(60, 40)))
  await page.getByLabel('Fichier de la favicon').setInputFiles(file('icon.svg', 'image/svg+xml', Buffer.from(svg(SQUARE))))
  await page.getByLabel("Couleur d'accent").fill('#ffe600')
  await page.getByLabel("Téléphone d'assistance").fill('+33 4 91 00 00 00')
  await expect(page.getByText('Mode clair : contraste 1,3. Presque invisible')).toBeVisible()
  const preview = page.getByRole('img', { name: 'Aperçu de Sud Coffre-fort en mode sombre' })
  await expect(preview).toContainText('+33 4 91 00 00 00')
  await expect(preview.locator('img[src^="data:image/png"]').first()).toBeVisible()
  await save(page)
  await expect(page.getByRole('status').filter({ hasText: 'enregistrée' })).toBeVisible()
  await expect(page).toHaveTitle('Marque · Sud Coffre-fort')

  await page.context().clearCookies()
  await page.goto(at('sud', '/sign-in'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connectez-vous à Sud Coffre-fort')
  await expect(page.getByRole('link', { name: '+33 4 91 00 00 00' })).toBeVisible()
  const logo = await page.locator('main img').getAttribute('src')
  expect(await page.locator('main img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(60)
  const served = await page.goto(at('sud', `${logo}`))
  expect(served?.headers()).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'cache-control': 'public, max-age=31536000, immutable',
  })
  await page.goto(at('nord', '/sign-in'))
  expect((await fetchFrom(page, `${logo}`)).status).toBe(404)
})

test('a logo that is a script is refused with its reason, and nothing typed or chosen is lost', async ({ page }) => {
  await open(page)
  const name = await page.getByLabel('Nom du produit').inputValue()
  await page.getByLabel("Site d'assistance").fill('aide.sud.example')
  const script = Buffer.from(svg(`<script>alert(1)</script>${SQUARE}`))
  await page.getByLabel('Fichier du logo').setInputFiles(file('logo.svg', 'image/svg+xml', script))
  await expect(page.getByRole('alert').filter({ hasText: 'Ce SVG contient un script' })).toBeVisible()
  await page
    .getByLabel('Fichier de la favicon')
    .setInputFiles(file('icon.png', 'image/png', Buffer.concat([png(9, 9), Buffer.alloc(600_000)])))
  await expect(page.getByRole('alert').filter({ hasText: 'trop lourd' })).toBeVisible()
  await page.getByLabel('Nom du produit').fill('Jamais')
  await save(page)
  await expect(page.getByRole('alert').filter({ hasText: 'un champ est à corriger' })).toBeVisible()
  await expect(page.getByLabel("Site d'assistance")).toBeFocused()
  await expect(page.getByLabel("Site d'assistance")).toHaveValue('aide.sud.example')
  await expect(page.getByLabel('Nom du produit')).toHaveValue('Jamais')
  await page.goto(at('sud', '/brand'))
  await expect(page.getByLabel('Nom du produit')).toHaveValue(name)
})

test('of two people who edit at once, the second is told and sees the other’s value', async ({ page, context }) => {
  await open(page)
  const other = await context.newPage()
  await other.goto(at('sud', '/brand'))
  await page.getByLabel("Email d'assistance").fill('premier@sud.example')
  await save(page)
  await expect(page.getByRole('status').filter({ hasText: 'enregistrée' })).toBeVisible()
  await other.getByLabel("Email d'assistance").fill('second@sud.example')
  await save(other)
  await expect(other.getByRole('alert').filter({ hasText: "Quelqu'un a modifié cette marque" })).toBeVisible()
  await expect(other.getByText('Valeur actuelle : premier@sud.example')).toBeVisible()
  await save(other)
  await expect(other.getByRole('status').filter({ hasText: 'enregistrée' })).toBeVisible()
  await expect(other.getByLabel("Email d'assistance")).toHaveValue('second@sud.example')
})

test('works without JavaScript too', async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, locale: 'fr-FR' })
  await open(page)
  await page.getByLabel("Téléphone d'assistance").fill('+33 4 91 11 11 11')
  await page.getByLabel('Fichier du logo').setInputFiles(file('logo.svg', 'image/svg+xml', Buffer.from(svg(SQUARE))))
  await save(page)
  await expect(page.getByRole('status').filter({ hasText: 'enregistrée' })).toBeVisible()
  await expect(page.getByLabel("Téléphone d'assistance")).toHaveValue('+33 4 91 11 11 11')
  await page.close()
})

test('a host answers once its record stands, and no more once it is removed', async ({ page, context }) => {
  const host = 'backup.sud.localhost'
  await open(page)
  const add = async (name: string) => {
    await page.getByLabel('Nouvelle adresse').fill(name)
    await page.getByRole('button', { name: "Ajouter l'adresse" }).click()
  }
  for (const [wrong, reason] of [
    ['admin.alpes.localhost', "déjà celle d'une autre marque"],
    ['operator.kiwi.localhost', 'celle de la plateforme'],
    ['203.0.113.7', 'adresse IP'],
    ['*.sud.example', 'Un nom avec *'],
    ['https://sud.example/', 'sans https://'],
  ] as const) {
    await add(wrong)
    await expect(page.getByText(reason)).toBeVisible()
  }
  await add(host)
  const row = page.getByRole('listitem').filter({ hasText: host })
  await expect(row).toContainText(`_portal-verification.${host}`)

  const visitor = await context.newPage()
  expect((await visitor.goto(address(host, '/sign-in')))?.status()).toBe(404)
  expect(await visitor.content()).not.toMatch(/sud coffre/i)

  await row.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await expect(row).toContainText("n'est pas encore visible")
  const token = (await row.locator('code').last().textContent()) ?? ''
  dns.set(`_portal-verification.${host}`, [token])
  await row.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await expect(row).toContainText('vérifiée')
  await visitor.goto(address(host, '/sign-in'))
  await expect(visitor).toHaveTitle(/Sud Coffre/)

  await row.getByRole('button', { name: 'Retirer' }).click()
  const dialog = page.getByRole('dialog', { name: `Retirer ${host} ?` })
  await expect(dialog).toContainText('leurs sauvegardes s')
  await expect(dialog.getByRole('button', { name: 'Confirmer' })).toBeDisabled()
  await dialog.getByRole('textbox').fill(host)
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(row).toHaveCount(0)
  expect((await visitor.goto(address(host, '/sign-in')))?.status()).toBe(404)

  await page.getByRole('button', { name: 'Retirer', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('dernière adresse vérifiée')
})

test('there is no such page where the brand is shared, nor for a member', async ({ page }) => {
  for (const [host, user] of [
    ['kiwi', 'dora'],
    ['alpes', 'bob'],
  ] as const) {
    await page.context().clearCookies()
    await signIn(page, host, user)
    await expect(page.getByRole('link', { name: 'Marque', exact: true })).toHaveCount(0)
    expect((await page.goto(at(host, '/brand')))?.status()).toBe(404)
  }
  await page.context().clearCookies()
  await signIn(page, 'nord', 'carol')
  await expect(page.getByRole('link', { name: 'Marque', exact: true })).toBeVisible()
})

test('the operator adds a brand, vouches for its host, and the pages answer there', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await page.getByRole('link', { name: 'Marques', exact: true }).click()
  await page.getByRole('link', { name: 'Ajouter une marque' }).click()
  await page.getByLabel('Nom du produit').fill('Est Archives')
  await page.getByLabel('Identifiant').fill('alpes')
  await save(page)
  await expect(page.getByText('porte déjà cet identifiant')).toBeVisible()
  await page.getByLabel('Identifiant').fill('est')
  await expect(page.getByLabel('Nom du produit')).toHaveValue('Est Archives')
  await save(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Est Archives')
  await page.getByLabel('Nouvelle adresse').fill('admin.est.localhost')
  await page.getByRole('button', { name: "Ajouter l'adresse" }).click()
  await page.getByRole('button', { name: 'Se porter garant' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'admin.est.localhost' })).toContainText('vérifiée')
  await page.goto(address('admin.est.localhost', '/sign-in'))
  await expect(page).toHaveTitle(/Est Archives/)

  await operator('brand', 'edit', '--brand', 'est', '--name', 'Est Mémoire')
  const { hosts } = await operator<{ hosts: { host: string }[] }>('host', 'list', '--brand', 'est')
  expect(hosts.map(({ host }) => host)).toEqual(['admin.est.localhost'])
  await page.goto(at('operator', '/operator/brands'))
  await expect(page.getByRole('row', { name: /Est Mémoire/ })).toContainText('admin.est.localhost')
})
