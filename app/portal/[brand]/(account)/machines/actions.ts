'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/actions/action'
import { backUpNow, withdrawAgentCommand } from '@/lib/agent-commands/commands'
import { backUpNowSchema, withdrawCommandSchema } from '@/lib/agent-commands/schema'
import { currentOrigin } from '@/lib/auth/gate'
import { requestCheck } from '@/lib/checks/commands'
import { requestCheckSchema } from '@/lib/checks/schema'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { findOwnOffer } from '@/lib/kits/queries'
import {
  commentMachine,
  deleteMachine,
  renewIdentificationKey,
  revealIdentificationKey,
  setMachineAlert,
  setMachineMissedAfter,
  setMachineRetention,
} from '@/lib/machines/commands'
import {
  commentMachineSchema,
  deleteMachineSchema,
  setMachineAlertSchema,
  setMachineMissedAfterSchema,
  setMachineRetentionSchema,
} from '@/lib/machines/schema'
import { releaseRetention } from '@/lib/retention/commands'
import { releaseRetentionSchema } from '@/lib/retention/schema'

export const setMachineAlertAction = action(setMachineAlertSchema, async (actor, input) => {
  await setMachineAlert(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return ok(undefined)
})

export const setMachineRetentionAction = action(setMachineRetentionSchema, async (actor, input) => {
  const result = await setMachineRetention(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})

export const setMachineMissedAfterAction = action(setMachineMissedAfterSchema, async (actor, input) => {
  await setMachineMissedAfter(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return ok(undefined)
})

export const commentMachineAction = action(commentMachineSchema, async (actor, input) => {
  await commentMachine(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return ok(undefined)
})

export const revealIdentificationKeyAction = action(z.object({ machineId: z.uuid() }), async (actor, input) =>
  ok(await revealIdentificationKey(actor, input.machineId)),
)

/** The new key, and where its agent is installed from. */
export const renewIdentificationKeyAction = action(z.object({ machineId: z.uuid() }), async (actor, input) => {
  const identificationKey = await renewIdentificationKey(actor, input.machineId, clock.now())
  revalidatePath('/', 'layout')
  return ok({ identificationKey, place: { origin: await currentOrigin(), kit: await findOwnOffer(actor) } })
})

export const backUpNowAction = action(backUpNowSchema, async (actor, input) => {
  const result = await backUpNow(actor, input, clock.now())
  // Refused or not, the page shows why.
  revalidatePath('/', 'layout')
  return result
})

export const withdrawCommandAction = action(withdrawCommandSchema, async (actor, input) => {
  const result = await withdrawAgentCommand(actor, input, clock.now())
  revalidatePath('/', 'layout')
  return result
})

// Not revalidated: the machine's own page would be a 404 before its dialog has led away.
export const deleteMachineAction = action(deleteMachineSchema, (actor, input) => deleteMachine(actor, input, clock.now()))

export const releaseRetentionAction = action(releaseRetentionSchema, async (actor, input) => {
  const result = await releaseRetention(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})

export const requestCheckAction = action(requestCheckSchema, async (actor, input) => {
  const result = await requestCheck(actor, input, clock.now())
  if (result.ok) revalidatePath('/', 'layout')
  return result
})
