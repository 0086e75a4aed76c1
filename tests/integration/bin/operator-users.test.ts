import { beforeAll, expect, test } from 'vitest'
import { healthCommand } from '@/bin/operator/health'
import { moreUserCommands } from '@/bin/operator/users'
import type { FleetHealth } from '@/lib/health/types'
import type { UserOfBrand } from '@/lib/users/of-brand'
import { auditOf } from '@/tests/support/audit'
import { newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast } from '@/tests/support/cast'
import { runCommand } from '@/tests/support/command-line'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

const HOST = ['--host', 'admin.alpine.test']
const reset = (userName: string, ...where: string[]) => runCommand(moreUserCommands['reset-two-steps'], ...where, '--user-name', userName)

test('lists who signs in on a host, and nobody of another brand', async () => {
  const { users } = await runCommand<{ users: UserOfBrand[] }>(moreUserCommands.list, ...HOST)
  expect(users.map(({ userName }) => userName)).toEqual(['alice', 'berthe', 'bob'])
  expect(users[0]).toMatchObject({ role: 'administrator', resellerName: 'alpine reseller', isInvited: false, twoSteps: false })
})

test('opens the way to who has lost authenticator and recovery codes, in the name of whoever typed it', async () => {
  const person = await newPersonInTwoSteps(cast, new Date())
  expect(await reset(person.userName.toUpperCase(), ...HOST)).toEqual({ userId: person.userId, twoSteps: false })
  expect((await auditOf(person.userId)).at(-1)).toMatchObject({ action: 'user.two_steps_reset', kind: 'system' })
  await expect(reset(person.userName, ...HOST)).rejects.toThrow(/one step already/)
  await expect(reset(person.userName, '--host', 'admin.other.test')).rejects.toThrow(/no user/)
})

test('tells how the platform stands', async () => {
  expect(await runCommand<FleetHealth>(healthCommand)).toMatchObject({ machines: { total: 3 }, failing: [] })
})
