'use server'

import { headers } from 'next/headers'
import { readSetUpValues, type SetUpField, type SetUpState } from '@/app/_components/setup/set-up-values'
import { systemActor } from '@/lib/auth/system'
import { clock } from '@/lib/clock'
import { ADDRESS_HEADER, HOST_HEADER } from '@/lib/hosts/headers'
import { normalizeHost } from '@/lib/hosts/resolve'
import { setUpPlatform } from '@/lib/setup/commands'
import { setUpSchema } from '@/lib/setup/schema'
import { passwordFault } from '@/lib/users/password-rule'

/** The form of the set-up; the command itself knows whether there is anything to set up. */
export async function setUpAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  const values = readSetUpValues(form)
  const password = String(form.get('password') ?? '')
  const parsed = setUpSchema.safeParse({ ...values, email: values.email.trim(), password })
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => String(issue.path[0]) as SetUpField)
    const fault = passwordFault(password, values.userName)
    const invalid = [...new Set(fault ? [...fields, 'password' as const] : fields)]
    return { values, failure: { invalid, password: fault }, done: null }
  }
  const facts = await headers()
  const result = await setUpPlatform(systemActor('set-up', facts.get(ADDRESS_HEADER) || null), parsed.data, clock.now())
  if (!result.ok) return { values, failure: result.reason, done: null }
  const { host, displayName: name } = parsed.data
  // On the very host that was asked, the browser stays with the port and the protocol by which it came.
  const url = normalizeHost(facts.get(HOST_HEADER)) === host ? '/sign-in' : result.value.url
  return { values, failure: null, done: { url, host, name } }
}
