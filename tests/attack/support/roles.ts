import type { Browser } from '@playwright/test'
import { type Host, signIn } from '@/tests/e2e/support/visit'

/** Somebody signed in: the cookie alone, since the suite asks without a browser. */
export type Role = { name: string; host: Host; cookie: string }

export async function role(browser: Browser, host: Host, userName: string): Promise<Role> {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  await signIn(page, host, userName)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await context.close()
  return { name: `${userName} on ${host}`, host, cookie }
}

export const signedOut = (host: Host): Role => ({ name: `nobody on ${host}`, host, cookie: '' })
