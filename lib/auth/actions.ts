'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER } from '@/lib/hosts/headers'
import { chooseLanguage, signIn, signOut } from './commands'
import { cookieOptions, encodeClaims, SESSION_COOKIE } from './cookie'
import { currentBrand, findSignedIn } from './gate'
import { signInSchema } from './schema'

export type SignInState = { userName: string; reason: null | 'invalid_credentials' }

const YEAR_SECONDS = 365 * 86_400

export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const input = signInSchema.safeParse(Object.fromEntries(form))
  const userName = String(form.get('userName') ?? '').slice(0, 200)
  if (!input.success) return { userName, reason: 'invalid_credentials' }
  const [brand, facts] = [await currentBrand(), await headers()]
  const origin = { now: clock.now(), address: facts.get(ADDRESS_HEADER), userAgent: facts.get('user-agent') }
  const result = await signIn(brand, input.data, origin)
  if (!result.ok) return { userName, reason: result.reason }
  const value = await encodeClaims({ sessionId: result.value.sessionId, brandId: brand.id })
  const jar = await cookies()
  jar.set(SESSION_COOKIE, value, cookieOptions(facts.get('x-forwarded-proto') === 'https'))
  redirect('/')
}

export async function signOutAction(): Promise<void> {
  const actor = await findSignedIn()
  if (actor) await signOut(actor, clock.now())
  const jar = await cookies()
  jar.delete(SESSION_COOKIE)
  redirect('/sign-in')
}

export async function setLanguageAction(locale: 'fr' | 'en'): Promise<void> {
  if (locale !== 'fr' && locale !== 'en') return
  const actor = await findSignedIn()
  if (actor) await chooseLanguage(actor, locale)
  const jar = await cookies()
  jar.set('language', locale, { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS })
}
