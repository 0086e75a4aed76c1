'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/lib/actions/action'
import { addMachine } from '@/lib/machines/commands'
import { addMachineSchema } from '@/lib/machines/schema'

export type AddMachineState = {
  attempt: number
  name: string
  failure: null | 'invalid' | 'forbidden' | 'machine_limit_reached' | 'name_taken'
  added: null | { machineId: string; identificationKey: string }
}

const add = action(addMachineSchema, addMachine)

/** Registers a machine; its key comes back once, large, with the command that installs the agent. */
export async function addMachineAction(contractId: string, state: AddMachineState, form: FormData): Promise<AddMachineState> {
  const name = String(form.get('name') ?? '').slice(0, 1000)
  const result = await add({ contractId, name })
  if (!result.ok) return { attempt: state.attempt + 1, name, failure: result.reason, added: null }
  revalidatePath('/', 'layout')
  return { attempt: 0, name: name.trim(), failure: null, added: result.value }
}
