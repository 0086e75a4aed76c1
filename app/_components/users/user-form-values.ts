import type { z } from 'zod'
import type { Locale, Rights } from '@/lib/auth/types'
import type { newUserSchema } from '@/lib/users/schema'
import type { UserDetail } from '@/lib/users/types'

export const RIGHTS = ['kits', 'configure', 'restore', 'comment'] as const satisfies (keyof Rights)[]
export type Right = (typeof RIGHTS)[number]

/** The form of a user as it stands in the browser: what was typed, letter by letter, so that a refusal loses nothing. */
export type UserValues = {
  userName: string
  displayName: string
  email: string
  /** Empty: the brand's language. */
  locale: string
  role: string
  rights: Right[]
  spaceIds: string[]
  /** How a new user comes in. */
  access: 'invitation' | 'password'
}
export type UserField = keyof UserValues | 'password'

export type UserFailure =
  | 'user_name_taken'
  | 'unknown_space'
  | 'last_administrator'
  | 'changed_meanwhile'
  | 'forbidden'
  | 'using_space'
  | { invalid: UserField[] }

export type UserFormState = {
  /** Counts the tries; each draws the form anew from its values. */
  attempt: number
  values: UserValues
  version: string
  failure: UserFailure | null
  /** What another person has saved meanwhile. */
  current: UserValues | null
}

export function readUserValues(form: FormData): UserValues {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 1000)
  return {
    userName: text('userName'),
    displayName: text('displayName'),
    email: text('email'),
    locale: text('locale'),
    role: text('role'),
    rights: RIGHTS.filter((right) => form.getAll('rights').includes(right)),
    spaceIds: form.getAll('spaceIds').map(String),
    access: form.get('access') === 'password' ? 'password' : 'invitation',
  }
}

export const userValues = (user: UserDetail): UserValues => ({
  userName: user.userName,
  displayName: user.displayName,
  email: user.email,
  locale: user.locale ?? '',
  role: user.role,
  rights: RIGHTS.filter((right) => user.rights[right]),
  spaceIds: user.spaceIds,
  access: 'password',
})

/** The input of the commands; what is no role or language is left to the schema to refuse. */
export const userInput = (values: UserValues): Omit<z.input<typeof newUserSchema>, 'password'> => ({
  userName: values.userName,
  displayName: values.displayName,
  email: values.email.trim(),
  locale: values.locale === '' ? null : (values.locale as Locale),
  role: values.role as 'administrator' | 'member',
  rights: {
    kits: values.rights.includes('kits'),
    configure: values.rights.includes('configure'),
    restore: values.rights.includes('restore'),
    comment: values.rights.includes('comment'),
  },
  spaceIds: values.role === 'member' ? values.spaceIds : [],
})

export const typedUserFields = (fields: string[]): UserField[] => fields as UserField[]
