import { type PasswordFault, passwordFaults } from '@/lib/users/password-faults'

export type FaultKey =
  | PasswordFault
  | 'display_name'
  | 'email'
  | 'same_email'
  | 'password_missing'
  | 'wrong_password'
  | 'same_password'
  | 'code_missing'
  | 'wrong_code'
  | 'too_many'
  | 'codes_locked'
  | 'expired'
  | 'already_on'
  | 'not_on'

/** What is to be mended at a field, or, without one, what stands against the whole form. */
export type Fault = { field: string | null; key: FaultKey }

/** A form about the own account as it stands in the browser. What was typed comes back with a refusal, but for passwords and codes. */
export type OwnFormState = { attempt: number; values: Record<string, string>; faults: Fault[]; waitSeconds: number }

export const freshForm = (values: Record<string, string> = {}): OwnFormState => ({ attempt: 0, values, faults: [], waitSeconds: 0 })

/** The form after a refusal. */
export const refused = (state: OwnFormState, faults: Fault[], waitSeconds = 0): OwnFormState => ({
  ...state,
  attempt: state.attempt + 1,
  faults,
  waitSeconds,
})

/** The fault of a schema's issue about a new password: its message says which. */
export const faultOf = (message: string): PasswordFault => passwordFaults.find((fault) => fault === message) ?? 'too_short'
export const isPasswordFault = (key: FaultKey): key is PasswordFault => passwordFaults.some((fault) => fault === key)
