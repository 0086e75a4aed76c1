/** What may speak against a password that a person chooses; the rule itself is in password-rule.ts. */
export const passwordFaults = ['too_short', 'too_long', 'too_common', 'user_name'] as const
export type PasswordFault = (typeof passwordFaults)[number]
