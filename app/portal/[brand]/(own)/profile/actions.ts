'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { type Fault, faultOf, type OwnFormState, refused } from '@/app/_components/profile/own-form-state'
import { askedFrom, requireSignedIn } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { parseId } from '@/lib/ids'
import { changeEmail, changePassword, updateProfile } from '@/lib/profile/commands'
import { changeEmailSchema, changePasswordSchema, updateProfileSchema } from '@/lib/profile/schema'
import { endOtherSessions, endOwnSession } from '@/lib/profile/sessions'

const YEAR_SECONDS = 365 * 86_400

/** Name and language; the language also stays with this browser, for the pages before signing in. */
export async function updateProfileAction(state: OwnFormState, form: FormData): Promise<OwnFormState> {
  const actor = await requireSignedIn()
  const values = { displayName: text(form, 'displayName'), locale: text(form, 'locale') }
  const input = updateProfileSchema.safeParse(values)
  if (!input.success) return refused({ ...state, values }, [{ field: 'displayName', key: 'display_name' }])
  await updateProfile(actor, input.data)
  const jar = await cookies()
  jar.set('language', input.data.locale, { path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS })
  return saved('profile')
}

export async function changeEmailAction(state: OwnFormState, form: FormData): Promise<OwnFormState> {
  const actor = await requireSignedIn()
  const kept = { ...state, values: { email: text(form, 'email') } }
  const input = changeEmailSchema.safeParse(Object.fromEntries(form))
  if (!input.success) {
    const has = (field: string) => input.error.issues.some(({ path }) => path[0] === field)
    const faults: Fault[] = []
    if (has('email')) faults.push({ field: 'email', key: 'email' })
    if (has('password')) faults.push({ field: 'password', key: 'password_missing' })
    return refused(kept, faults)
  }
  const result = await changeEmail(actor, input.data, await askedFrom())
  if (result.ok) return saved('email')
  if (result.reason === 'too_many') return refused(kept, [{ field: null, key: 'too_many' }], result.waitSeconds)
  if (result.reason === 'unchanged') return refused(kept, [{ field: 'email', key: 'same_email' }])
  return refused(kept, [{ field: 'password', key: 'wrong_password' }])
}

export async function changePasswordAction(state: OwnFormState, form: FormData): Promise<OwnFormState> {
  const actor = await requireSignedIn()
  const input = changePasswordSchema.safeParse(Object.fromEntries(form))
  if (!input.success) {
    const issue = (field: string) => input.error.issues.find(({ path }) => path[0] === field)
    const next = issue('next')
    const faults: Fault[] = []
    if (issue('current')) faults.push({ field: 'current', key: 'password_missing' })
    if (next) faults.push({ field: 'next', key: faultOf(next.message) })
    return refused(state, faults)
  }
  const result = await changePassword(actor, input.data, await askedFrom())
  if (result.ok) return saved('password')
  if (result.reason === 'too_many') return refused(state, [{ field: null, key: 'too_many' }], result.waitSeconds)
  if (result.reason === 'wrong_password') return refused(state, [{ field: 'current', key: 'wrong_password' }])
  return refused(state, [{ field: 'next', key: result.reason === 'unchanged' ? 'same_password' : result.reason }])
}

/** Ends one of the own sessions. When it has ended meanwhile, the list without it says enough; of another's it says nothing. */
export async function endSessionAction(sessionId: string): Promise<void> {
  const actor = await requireSignedIn()
  try {
    await endOwnSession(actor, parseId(sessionId, 'session'), clock.now())
  } catch (error) {
    if (error instanceof NotFoundError) redirect('/profile')
    throw error
  }
  saved('session')
}

export async function endOtherSessionsAction(): Promise<void> {
  await endOtherSessions(await requireSignedIn(), clock.now())
  saved('sessions')
}

function saved(what: 'profile' | 'email' | 'password' | 'session' | 'sessions'): never {
  revalidatePath('/', 'layout')
  redirect(`/profile?saved=${what}`)
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').slice(0, 300)
