import type { CompiledTranslate } from '@/lib/i18n/compiled-translator'
import type { UserFailure, UserField } from './user-form-values'

export type UserErrors = Partial<Record<UserField, string>>

/** What to mend, at the field where it is mended. */
export function userErrors(failure: UserFailure | null, t: CompiledTranslate): UserErrors {
  if (failure === 'user_name_taken') return { userName: t('userForm.userNameTaken') }
  if (failure === 'unknown_space') return { spaceIds: t('userForm.unknownSpace') }
  if (failure === 'last_administrator') return { role: t('userForm.lastAdministrator') }
  if (failure === null || typeof failure === 'string') return {}
  // In the order of the form, as the summary above it lists them.
  const texts: UserErrors = {
    displayName: t('userForm.invalidDisplayName'),
    userName: t('userForm.invalidUserName'),
    email: t('userForm.invalidEmail'),
    locale: t('userForm.invalidLocale'),
    role: t('userForm.invalidRole'),
    spaceIds: t('userForm.invalidSpaces'),
    password: t('userForm.invalidPassword'),
  }
  return Object.fromEntries(Object.entries(texts).filter(([field]) => failure.invalid.includes(field as UserField)))
}
