import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { freePort } from '@/db/postmaster'
import { fillSignIn } from './support/visit'

const DATA_DIR = '.data/e2e-set-up'
let portal: ChildProcess
let port: number
let code: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  rmSync(DATA_DIR, { recursive: true, force: true })
  port = await freePort()
  portal = spawn(process.execPath, ['bin/run.mjs', 'start'], {
    env: { ...process.env, PORT: String(port), DATA_DIR },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  code = await printedCode(portal)
})

test.afterAll(async () => {
  const ended = new Promise((resolve) => portal.once('exit', resolve))
  portal.kill('SIGINT')
  await ended
})

function printedCode(from: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    from.stdout?.on('data', (data: Buffer) => {
      text += data
      const printed = /^ {2}([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})$/m.exec(text)?.[1]
      if (printed) resolve(printed)
    })
    from.once('exit', (status) => reject(new Error(`the portal ended with ${status}: ${text}`)))
  })
}

test('on an empty database every host leads to the first operator, made with the printed code, once', async ({ page }) => {
  const on = (host: string, path = '/') => `http://${host}:${port}${path}`
  await page.goto(on('admin.whoever.localhost', '/contracts'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mettre la plateforme en route')
  expect(await page.content()).not.toMatch(/kiwi/i)
  expect((await page.request.get(on('localhost', '/api/auth/session'))).status()).toBe(404)

  await page.getByLabel('Code de mise en route').fill('AAAA-AAAA-AAAA')
  await page.getByLabel('Nom de la plateforme').fill('Ma plateforme')
  await page.getByLabel('Adresse de la console').fill('console.essai.localhost')
  await page.getByLabel('Nom affiché').fill('Olga Petit')
  await page.getByLabel("Nom d'utilisateur").fill('olga')
  await page.getByLabel('Email').fill('olga@essai.example')
  await page.getByLabel('Mot de passe', { exact: true }).fill('un mot de passe long')
  await page.getByRole('button', { name: "Créer l'opérateur" }).click()
  await expect(page.getByLabel('Code de mise en route')).toHaveAccessibleDescription(/pas le code affiché/)
  await expect(page.getByLabel('Adresse de la console')).toHaveValue('console.essai.localhost')

  await page.getByLabel('Code de mise en route').fill(code)
  await page.getByLabel('Mot de passe', { exact: true }).fill('un mot de passe long')
  await page.getByRole('button', { name: "Créer l'opérateur" }).click()
  await expect(page.getByText('La plateforme est prête')).toBeVisible()
  await page.getByRole('link', { name: 'Se connecter' }).click()
  await expect(page).toHaveURL(on('console.essai.localhost', '/sign-in'))
  await fillSignIn(page, 'olga', 'un mot de passe long')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Revendeurs')
  await expect(page.getByText('Aucun revendeur').first()).toBeVisible()

  const unknown = await page.goto(on('admin.whoever.localhost', '/contracts'))
  expect(unknown?.status()).toBe(404)
  expect(await unknown?.text()).toBe('404 Not Found\n')
})
