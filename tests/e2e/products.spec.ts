import { readdirSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { at, fetchFrom, type Host, signIn } from './support/visit'

/** Requirements A5, A6: each product, as an administrator; and a member, for whom Administration is not there either. */
const ACCOUNTS: [name: string, host: Host, userName: string, exists: boolean][] = [
  ['Online', 'kiwi', 'dora', false],
  ['Pro without the option', 'nord', 'carol', false],
  ['Pro with the option', 'sud', 'david', true],
  ['Business', 'alpes', 'alice', true],
  ['a member of Business', 'alpes', 'berthe', false],
]
const NOBODY = '019a0000-0000-7000-8000-000000000001'
const root = 'app/portal/[brand]/(admin)'

/** Every address of Administration, from its folder: what is added is walked too. */
const PATHS = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file) => `/${file.replace(/\/(page\.tsx|route\.ts)$/, '')}`)

/** One of the account's own ids for the addresses that name a thing. */
async function ownId(page: Page, host: Host, path: string): Promise<string> {
  const attribute = path.includes('/users/') ? 'data-user-id' : 'data-space-id'
  await page.goto(at(host, path.slice(0, path.indexOf('/['))))
  const row = page.locator(`tr[${attribute}]`).first()
  return (await row.count()) > 0 ? ((await row.getAttribute(attribute)) ?? NOBODY) : NOBODY
}

test('there is something to walk', () => {
  expect(PATHS).toEqual(expect.arrayContaining(['/admin', '/admin/users', '/admin/users/[id]', '/admin/spaces']))
})

for (const [name, host, userName, exists] of ACCOUNTS) {
  test(`Administration of ${name} ${exists ? 'is there' : 'is not'}: menu, search and every address`, async ({ page }) => {
    await signIn(page, host, userName)
    const entries = ['Utilisateurs', 'Espaces'].map((entry) => page.getByRole('link', { name: entry, exact: true }))
    for (const entry of entries) await expect(entry).toHaveCount(exists ? 1 : 0)
    await expect(page.getByText('Administration', { exact: true })).toHaveCount(exists ? 1 : 0)
    await expect(page.getByText('Mon compte', { exact: true })).toHaveCount(1)
    await expect(page.getByRole('button', { name: /^Espaces : / })).toHaveCount(exists ? 1 : 0)
    await page.keyboard.press('Control+k')
    for (const entry of ['Utilisateurs', 'Espaces'])
      await expect(page.getByRole('listbox').getByRole('option', { name: entry, exact: true })).toHaveCount(exists ? 1 : 0)
    for (const path of PATHS) {
      const address = path.includes('[id]') ? path.replace('[id]', await ownId(page, host, path)) : path
      expect([address, (await page.goto(at(host, address)))?.status()]).toEqual([address, exists ? 200 : 404])
    }
  })
}

test('an action of Administration that is sent from where there is none is a 404, and does nothing', async ({ page, browser }) => {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', '/admin/spaces/new'))
  await page.getByLabel("Nom de l'espace").fill('Passager clandestin')
  await page.getByLabel('Volume alloué (Go)').fill('0')
  const sending = page.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers())
  await page.route('**/admin/spaces/new', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  const sent = await sending
  const headers = Object.fromEntries(
    Object.entries(sent.headers()).filter(([header]) =>
      ['next-action', 'content-type', 'accept', 'next-router-state-tree'].includes(header),
    ),
  )
  for (const [host, userName] of [
    ['nord', 'carol'],
    ['kiwi', 'dora'],
    ['alpes', 'berthe'],
  ] as const) {
    const context = await browser.newContext({ locale: 'fr-FR' })
    const stranger = await context.newPage()
    await signIn(stranger, host, userName)
    for (const path of ['/admin/spaces/new', '/contracts']) {
      const { status } = await fetchFrom(stranger, path, { method: 'POST', headers, body: sent.postData() ?? '' })
      expect([host, path, status]).toEqual([host, path, 404])
    }
    await context.close()
  }
  await page.unrouteAll()
  await page.goto(at('alpes', '/admin/spaces'))
  await expect(page.getByText('Passager clandestin')).toHaveCount(0)
})
