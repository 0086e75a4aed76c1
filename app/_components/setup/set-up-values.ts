import { normalizeHost } from '@/lib/hosts/resolve'
import type { SetUpFailure } from '@/lib/setup/commands'
import type { PasswordFault } from '@/lib/users/password-faults'

/** What was typed, the password apart, so that a refusal loses nothing. */
export type SetUpValues = Record<'code' | 'productName' | 'host' | 'locale' | 'displayName' | 'userName' | 'email', string>
export type SetUpField = keyof SetUpValues | 'password'

export type SetUpState = {
  values: SetUpValues
  failure: SetUpFailure | { invalid: SetUpField[]; password: PasswordFault | null } | null
  /** Where to sign in, once all is done. */
  done: { url: string; host: string; name: string } | null
}

export function readSetUpValues(form: FormData): SetUpValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 500)
  return {
    code: text('code'),
    productName: text('productName'),
    host: text('host'),
    locale: text('locale'),
    displayName: text('displayName'),
    userName: text('userName'),
    email: text('email'),
  }
}

/** The host that was asked, where it can be the console's: `localhost` and addresses are none, but below the first browsers find us. */
export function suggestedHost(asked: string | null): string {
  const host = normalizeHost(asked)
  if (host === 'localhost') return 'console.localhost'
  return /^[\d.]+$|[:[\]]/.test(host) || !host.includes('.') ? '' : host
}
