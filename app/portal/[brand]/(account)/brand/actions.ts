'use server'

import { redirect } from 'next/navigation'
import { brandDoor } from '@/app/_components/brand/brand-door'
import type { BrandFormState } from '@/app/_components/brand/brand-form-values'
import { action } from '@/lib/actions/action'
import type { ClaimHost, RemoveHost } from '@/lib/hosts/schema'

const door = brandDoor(action)

export async function saveBrandAction(brandId: string, state: BrandFormState, form: FormData): Promise<BrandFormState> {
  return (await door.save(brandId, state, form)) ?? redirect('/brand?saved=1')
}

export const prepareImageAction = async (brandId: string, form: FormData) => door.prepare(brandId, form)
export const claimHostAction = async (input: ClaimHost) => door.claim(input)
export const verifyHostAction = async (input: { hostId: string }) => door.verify(input)
export const removeHostAction = async (input: RemoveHost) => door.remove(input)
