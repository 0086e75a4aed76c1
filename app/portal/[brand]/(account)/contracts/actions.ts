'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import {
  type ContractFailure,
  type ContractFormState,
  contractInput,
  contractValues,
  readContractValues,
  typedFields,
} from '@/app/_components/contracts/contract-form-values'
import { type ActionFailure, action } from '@/lib/actions/action'
import { requireUser } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { addContract, deleteContract, reactivateContract, suspendContract, updateContract } from '@/lib/contracts/commands'
import { getContract } from '@/lib/contracts/queries'
import { addContractSchema, deleteContractSchema, updateContractSchema } from '@/lib/contracts/schema'

const contractId = z.object({ contractId: z.uuid() })
const add = action(addContractSchema, addContract)
const update = action(updateContractSchema, (actor, input) => updateContract(actor, input, clock.now()))

/** The form of a new contract; leads to the list, where the contract is pointed out. */
export async function addContractAction(state: ContractFormState, form: FormData): Promise<ContractFormState> {
  const values = readContractValues(form)
  const result = await add(contractInput(values))
  if (!result.ok) return { ...state, attempt: state.attempt + 1, values, failure: failureOf(result) }
  revalidatePath('/', 'layout')
  redirect(`/contracts?saved=${result.value.contractId}`)
}

/** The form of an existing contract. Who was overtaken gets the other's values beside the own, and may then save over them. */
export async function updateContractAction(id: string, state: ContractFormState, form: FormData): Promise<ContractFormState> {
  const values = { ...readContractValues(form), spaceId: state.values.spaceId }
  const result = await update({ ...contractInput(values), contractId: id, version: String(form.get('version')) })
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/contracts/${id}?saved=1`)
  }
  const next = { ...state, attempt: state.attempt + 1, values, failure: failureOf(result), current: null }
  if (result.reason !== 'changed_meanwhile') return next
  const actor = await requireUser()
  const contract = await getContract(actor, id)
  return { ...next, version: contract.version, current: contractValues(contract, actor.locale) }
}

type Refused = ActionFailure | { ok: false; reason: Exclude<ContractFailure, object> }
const failureOf = (result: Refused): ContractFailure =>
  result.reason === 'invalid' ? { invalid: typedFields(result.fields) } : result.reason

export const suspendContractAction = action(contractId, async (actor, input) => {
  const result = await suspendContract(actor, input.contractId, clock.now())
  revalidatePath('/', 'layout')
  return result
})

export const reactivateContractAction = action(contractId, async (actor, input) => {
  const result = await reactivateContract(actor, input.contractId, clock.now())
  revalidatePath('/', 'layout')
  return result
})

// Not revalidated: the contract's own page would be a 404 before its dialog has led away.
export const deleteContractAction = action(deleteContractSchema, (actor, input) => deleteContract(actor, input, clock.now()))
