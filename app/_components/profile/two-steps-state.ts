import type { Qr } from '@/lib/two-steps/qr'
import { freshForm, type OwnFormState } from './own-form-state'

/** A secret on its way into an authenticator, as it is drawn and typed. */
export type EnrolmentView = { sealed: string; secret: string; qr: Qr }

/** `codes` are there once: in the answer to the form that made them. */
export type CodesState = OwnFormState & { codes: string[] | null }
export type ActivationState = CodesState & { enrolment: EnrolmentView | null }

export const noCodesYet: CodesState = { ...freshForm(), codes: null }
