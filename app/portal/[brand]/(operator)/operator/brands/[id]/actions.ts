'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { brandDoor } from '@/app/_components/brand/brand-door'
import type { BrandFormState } from '@/app/_components/brand/brand-form-values'
import { operatorAction } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { addHost } from '@/lib/hosts/commands'
import { type ClaimHost, claimHostSchema, type RemoveHost } from '@/lib/hosts/schema'

const door = brandDoor(operatorAction)
const vouch = operatorAction(claimHostSchema, (actor, input) => addHost(actor, input, clock.now()))

export async function operatorSaveBrandAction(brandId: string, state: BrandFormState, form: FormData): Promise<BrandFormState> {
  return (await door.save(brandId, state, form)) ?? redirect(`/operator/brands/${brandId}?saved=1`)
}

export const operatorPrepareImageAction = async (brandId: string, form: FormData) => door.prepare(brandId, form)
export const operatorClaimHostAction = async (input: ClaimHost) => door.claim(input)
export const operatorVerifyHostAction = async (input: { hostId: string }) => door.verify(input)
export const operatorRemoveHostAction = async (input: RemoveHost) => door.remove(input)

/** Makes the brand answer at once; the operator stands for the host without a proof. */
export async function operatorVouchForHostAction(input: ClaimHost) {
  const result = await vouch(input)
  revalidatePath('/', 'layout')
  return result
}
