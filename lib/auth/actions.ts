'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { clock } from '@/lib/clock'
import type { Brand } from '@/lib/hosts/types'
import { chooseLanguage, signIn, signOut } from './commands'
import { cookieOptions, encodeClaims, SESSION_COOKIE } from './cookie'
import { askedFrom, currentBrand, findSignedIn } from './gate'
import { codeSchema, signInSchema } from './schema'
import { confirmSignIn } from './second-step'
import { browserTicket, challengeTicket } from './tickets'

export type SignInState = { userName: string; reason: null | 'invalid_credentials' | 'too_many'; waitSeconds: number }
export type CodeState = { reason: null | 'wrong_code' | 'codes_locked'; waitSeconds: number }

const YEAR_SECONDS = 365 * 86_400

/** The first step of signing in. Leads into the portal, or to the page that asks for a code. */
export async function signInAction(_previous: SignInState, form: FormData): Promise<SignInState> {
  const input = signInSchema.safeParse(Object.fromEntries(form))
  const userName = String(form.get('userName') ?? '').slice(0, 200)
  if (!input.success) return { userName, reason: 'invalid_credentials', waitSeconds: 0 }
  const [brand, origin, jar] = await Promise.all([currentBrand(), askedFrom(), cookies()])
  const browser = await browserTicket.read(jar.get(browserTicket.name)?.value)
  const knownUserId = browser?.brandId === brand.id ? browser.userId : null
  const result = await signIn(brand, input.data, { ...origin, knownUserId })
  if (result.ok) return enter(brand, result.value)
  if (result.reason === 'code_required') {
    const value = await challengeTicket.write({ challengeId: result.challengeId, brandId: brand.id })
    jar.set(challengeTicket.name, value, challengeTicket.options(await isSecure()))
    redirect('/sign-in/code')
  }
  return { userName, reason: result.reason, waitSeconds: result.reason === 'too_many' ? result.waitSeconds : 0 }
}

/** The second step. Leads into the portal, or back to the first when its time is over. */
export async function confirmSignInAction(_previous: CodeState, form: FormData): Promise<CodeState> {
  const [brand, origin, jar] = await Promise.all([currentBrand(), askedFrom(), cookies()])
  const challenge = await challengeTicket.read(jar.get(challengeTicket.name)?.value)
  if (challenge?.brandId !== brand.id) redirect('/sign-in?again=1')
  const code = codeSchema.safeParse(form.get('code'))
  if (!code.success) return { reason: 'wrong_code', waitSeconds: 0 }
  const result = await confirmSignIn(brand, { challengeId: challenge.challengeId, code: code.data }, origin)
  if (result.ok) return enter(brand, result.value)
  if (result.reason === 'start_over') {
    jar.delete(challengeTicket.name)
    redirect('/sign-in?again=1')
  }
  return { reason: result.reason, waitSeconds: result.reason === 'codes_locked' ? result.waitSeconds : 0 }
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

async function enter(brand: Brand, { sessionId, userId }: { sessionId: string; userId: string }): Promise<never> {
  const [jar, secure] = await Promise.all([cookies(), isSecure()])
  jar.set(SESSION_COOKIE, await encodeClaims({ sessionId, brandId: brand.id }), cookieOptions(secure))
  jar.set(browserTicket.name, await browserTicket.write({ userId, brandId: brand.id }), browserTicket.options(secure))
  jar.delete(challengeTicket.name)
  redirect('/')
}

const isSecure = async (): Promise<boolean> => (await headers()).get('x-forwarded-proto') === 'https'
