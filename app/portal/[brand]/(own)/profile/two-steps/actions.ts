'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { enrolmentView } from '@/app/_components/profile/enrolment-view'
import { type Fault, type OwnFormState, refused } from '@/app/_components/profile/own-form-state'
import type { ActivationState, CodesState } from '@/app/_components/profile/two-steps-state'
import { askedFrom, currentBrand, requireSignedIn } from '@/lib/auth/gate'
import { activateTwoSteps, type ProofRefusal, renewRecoveryCodes, switchOffTwoSteps } from '@/lib/two-steps/commands'
import { readEnrolment } from '@/lib/two-steps/enrolment'
import { activateSchema, proofSchema } from '@/lib/two-steps/schema'

/** Switches the second step on; answers the recovery codes. A refusal shows the same key again. */
export async function activateTwoStepsAction(state: ActivationState, form: FormData): Promise<ActivationState> {
  const [actor, brand, origin] = [await requireSignedIn(), await currentBrand(), await askedFrom()]
  const enrolment = readEnrolment(actor, String(form.get('sealed')), origin.now)
  const shown: ActivationState = { ...state, codes: null, enrolment: enrolment && enrolmentView(enrolment, brand, actor) }
  const input = activateSchema.safeParse(Object.fromEntries(form))
  if (!input.success) return again(shown, missing(input.error.issues))
  const result = await activateTwoSteps(actor, input.data, origin)
  if (result.ok) return { ...shown, enrolment: null, codes: result.value.recoveryCodes }
  switch (result.reason) {
    case 'too_many':
      return again(shown, [{ field: null, key: 'too_many' }], result.waitSeconds)
    case 'wrong_code':
      return again(shown, [{ field: 'code', key: 'wrong_code' }])
    case 'wrong_password':
      return again(shown, [{ field: 'password', key: 'wrong_password' }])
    default:
      return again(shown, [{ field: null, key: result.reason }])
  }
}

export async function renewRecoveryCodesAction(state: CodesState, form: FormData): Promise<CodesState> {
  const actor = await requireSignedIn()
  const input = proofSchema.safeParse(Object.fromEntries(form))
  if (!input.success) return again(state, missing(input.error.issues))
  const result = await renewRecoveryCodes(actor, input.data, await askedFrom())
  return result.ok ? { ...state, codes: result.value.recoveryCodes } : unproved(state, result)
}

export async function switchOffTwoStepsAction(state: OwnFormState, form: FormData): Promise<OwnFormState> {
  const actor = await requireSignedIn()
  const input = proofSchema.safeParse(Object.fromEntries(form))
  if (!input.success) return again(state, missing(input.error.issues))
  const result = await switchOffTwoSteps(actor, input.data, await askedFrom())
  if (!result.ok) return unproved(state, result)
  revalidatePath('/', 'layout')
  redirect('/profile?saved=twoStepsOff')
}

function unproved<State extends OwnFormState>(state: State, refusal: ProofRefusal): State {
  switch (refusal.reason) {
    case 'too_many':
    case 'codes_locked':
      return again(state, [{ field: null, key: refusal.reason }], refusal.waitSeconds)
    case 'not_on':
      return again(state, [{ field: null, key: 'not_on' }])
    case 'wrong_code':
      return again(state, [{ field: 'code', key: 'wrong_code' }])
    case 'wrong_password':
      return again(state, [{ field: 'password', key: 'wrong_password' }])
  }
}

const again = <State extends OwnFormState>(state: State, faults: Fault[], waitSeconds = 0): State => ({
  ...state,
  ...refused(state, faults, waitSeconds),
})

function missing(issues: { path: PropertyKey[] }[]): Fault[] {
  const has = (field: string) => issues.some(({ path }) => path[0] === field)
  const faults: Fault[] = []
  if (has('code')) faults.push({ field: 'code', key: 'code_missing' })
  if (has('password')) faults.push({ field: 'password', key: 'password_missing' })
  return faults.length > 0 ? faults : [{ field: null, key: 'expired' }]
}
