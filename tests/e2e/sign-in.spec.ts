import { expect, test } from '@playwright/test'
import { at, fillSignIn, PASSWORD, signIn } from './support/visit'

test('each host shows its own brand, and a branded one does not say Kiwi', async ({ page }) => {
  await page.goto(at('alpes', '/sign-in'))
  await expect(page).toHaveTitle(/Alpes Sauvegarde/)
  expect(await page.content()).not.toMatch(/kiwi/i)
  await page.goto(at('kiwi', '/sign-in'))
  await expect(page).toHaveTitle(/Kiwi Online/)
})

test('the brand stands after signing in and out', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await expect(page).toHaveURL(at('alpes', '/control-room'))
  await expect(page).toHaveTitle('Salle de contrôle virtuelle · Alpes Sauvegarde')
  await page.getByRole('button', { name: /Alice/ }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await expect(page).toHaveURL(at('alpes', '/sign-in'))
  await expect(page).toHaveTitle(/Alpes Sauvegarde/)
})

test('a wrong password and an unknown user get the same answer, and the name stays', async ({ page }) => {
  const answers: (string | null)[] = []
  for (const userName of ['alice', 'nobody']) {
    await page.goto(at('alpes', '/sign-in'))
    await fillSignIn(page, userName, 'wrong password')
    const alert = page.getByRole('alert').filter({ hasText: /./ })
    await expect(alert).toBeVisible()
    answers.push(await alert.textContent())
    await expect(page.getByLabel("Nom d'utilisateur")).toHaveValue(userName)
  }
  expect(answers[0]).toBe(answers[1])
})

test('a user of one brand cannot sign in on another, even with the right password', async ({ page }) => {
  await page.goto(at('nord', '/sign-in'))
  await fillSignIn(page, 'alice', PASSWORD)
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await expect(page).toHaveURL(at('nord', '/sign-in'))
})

test('the cookie of one brand is signed out on another', async ({ page, context }) => {
  await signIn(page, 'alpes', 'alice')
  const [session] = (await context.cookies()).filter((cookie) => cookie.name === 'portal.session')
  if (!session) throw new Error('no session cookie')
  expect(session.httpOnly).toBe(true)
  await context.addCookies([{ ...session, domain: 'admin.nord.localhost' }])
  await page.goto(at('nord', '/control-room'))
  await expect(page).toHaveURL(at('nord', '/sign-in'))
})

test('a session that was ended elsewhere is worth nothing, also when its cookie was kept', async ({ page, context }) => {
  await signIn(page, 'alpes', 'alice')
  const kept = await context.cookies()
  await page.getByRole('button', { name: /Alice/ }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await expect(page).toHaveURL(/sign-in/)
  await context.addCookies(kept)
  await page.goto(at('alpes', '/control-room'))
  await expect(page).toHaveURL(/sign-in/)
})

test('signing in works without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' })
  const page = await context.newPage()
  await page.goto(at('alpes', '/sign-in'))
  await fillSignIn(page, 'alice', PASSWORD)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salle de contrôle virtuelle')
  await context.close()
})

test('the language is chosen by the user and kept', async ({ page }) => {
  await signIn(page, 'nord', 'carol')
  await page.getByRole('button', { name: /Carol/ }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Virtual control room')
  await page.goto(at('nord', '/contracts'))
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: /Carol/ }).click()
  await page.getByRole('button', { name: 'Français' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gérer les contrats')
})

test('the operator signs in on the platform host alone', async ({ page }) => {
  await signIn(page, 'operator', 'root')
  await expect(page).toHaveURL(at('operator', '/operator'))
  await expect(page.getByRole('cell', { name: 'Alpes Sauvegarde', exact: true }).first()).toBeVisible()
  await page.goto(at('alpes', '/operator'))
  await expect(page.getByText('404')).toBeVisible()
})
