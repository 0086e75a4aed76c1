import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Locator, type Page } from '@playwright/test'

export const PASSWORD = 'demo-kiwi-2026'
export const HOSTS = {
  kiwi: 'admin3.kiwi.localhost',
  alpes: 'admin.alpes.localhost',
  nord: 'admin.nord.localhost',
  sud: 'admin.sud.localhost',
  operator: 'operator.kiwi.localhost',
} as const
export type Host = keyof typeof HOSTS

export const at = (host: Host, path: string): string => `http://${HOSTS[host]}:${process.env.PORT}${path}`

export async function fillSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel("Nom d'utilisateur").fill(userName)
  await page.getByLabel('Mot de passe').fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Signs in on a host and waits for the first screen. */
export async function signIn(page: Page, host: Host, userName: string): Promise<void> {
  await page.goto(at(host, '/sign-in'))
  await fillSignIn(page, userName, PASSWORD)
  await expect(page).not.toHaveURL(/sign-in/, { timeout: 30_000 })
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/connexion/i)
}

/** Asks as a script of the page would: Node finds `*.localhost` only where the system's resolver knows it, a browser always does. */
export const fetchFrom = (page: Page, path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> =>
  page.evaluate(
    async (asked) => {
      const answer = await fetch(asked.path, asked.init)
      return { status: answer.status, text: await answer.text() }
    },
    { path, init },
  )

/** Runs a command of the operator against the portal under test, as whoever runs it would. */
export async function operator<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/run.mjs', 'operator', ...args, '--json'])
  return JSON.parse(stdout)
}

/** Waits until a page's script has taken a field over: what is typed in the very moment before may be lost. */
export const untilAlive = (field: Locator): Promise<void> =>
  expect.poll(() => field.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps')))).toBe(true)
