'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { z } from 'zod'
import { changesIn, type ManyMachine, type ManyState, readManyValues } from '@/app/_components/configs/many-form-values'
import { action } from '@/lib/actions/action'
import { clock } from '@/lib/clock'
import { diffHunks, diffLines } from '@/lib/configs/line-diff'
import { changeMachineConfigs, reviewMachineConfigs } from '@/lib/configs/many-machines'
import { changeConfigsSchema } from '@/lib/configs/schema'
import type { ReviewedMachine } from '@/lib/configs/types'
import { ok } from '@/lib/errors'

type Chosen = { contractId: string; machines: { machineId: string; baseVersion: number }[] }

const review = action(changeConfigsSchema, async (actor, input) => ok(await reviewMachineConfigs(actor, input)))
const save = action(changeConfigsSchema, (actor, input) => changeMachineConfigs(actor, input, clock.now()))

/** Shows what a change does to each machine, then stores it for all of them or for none. */
export async function changeConfigsAction(chosen: Chosen, state: ManyState, form: FormData): Promise<ManyState> {
  const intent = form.get('intent')
  // The panel that asks for confirmation carries no field: what it is about stands in the state.
  const values = intent === 'review' ? readManyValues(form) : state.values
  const next: ManyState = { attempt: state.attempt + 1, values, failure: null, review: null }
  const input = { ...chosen, changes: changesIn(values) }
  if (intent === 'review') return { ...next, ...(await check(input)) }
  return intent === 'confirm' ? { ...next, ...(await store({ ...input, accepted: state.review?.accept })) } : next
}

type Outcome = Partial<Pick<ManyState, 'failure' | 'review'>>
type Input = z.input<typeof changeConfigsSchema>

async function check(input: Input): Promise<Outcome> {
  const result = await review(input)
  if (!result.ok) return refused(result.reason)
  const differing = result.value.machines.filter(({ before, after, problems }) => before !== after || problems.length > 0)
  const wrong = differing.filter(({ problems }) => problems.length > 0)
  if (wrong.length > 0) return { failure: { reason: 'invalid', machines: wrong.map(shown) } }
  if (differing.length === 0) return { failure: { reason: 'nothing' } }
  return { review: { machines: differing.map(shown), accept: result.value.accept } }
}

async function store(input: Input): Promise<Outcome> {
  const result = await save(input)
  if (result.ok) {
    revalidatePath('/', 'layout')
    redirect(`/contracts/${input.contractId}/configuration?changed=${result.changed}`)
  }
  if (result.reason === 'protects_less') return { review: { machines: result.machines.map(shown), accept: result.accept } }
  if (result.reason === 'invalid' && 'machines' in result) return { failure: { reason: 'invalid', machines: result.machines.map(shown) } }
  if (result.reason !== 'changed_meanwhile') return refused(result.reason)
  // The page then knows their new versions, and the next check is about those.
  revalidatePath('/', 'layout')
  return { failure: { reason: 'overtaken', names: result.machines } }
}

const refused = (reason: string): Outcome => ({ failure: { reason: reason === 'forbidden' ? 'forbidden' : 'fields' } })

const shown = ({ id, name, inherits, before, after, losses, problems }: ReviewedMachine): ManyMachine => ({
  id,
  name,
  becomesOwn: inherits && before !== after,
  losses,
  problems,
  diff: diffHunks(diffLines(before, after)),
})
