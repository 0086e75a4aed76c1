'use server'

import { cookies } from 'next/headers'

const YEAR_SECONDS = 365 * 86_400

/** Keeps the chosen appearance on this browser; the server then renders it, so that nothing flashes. */
export async function setThemeAction(form: FormData): Promise<void> {
  const theme = form.get('theme')
  const jar = await cookies()
  if (theme === 'light' || theme === 'dark') jar.set('theme', theme, { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS })
  else jar.delete('theme')
}
