import { beforeAll, expect, test } from 'vitest'
import { healthCommand } from '@/bin/operator/health'
import { type Command, parseOptions } from '@/bin/operator/usage'
import { moreUserCommands } from '@/bin/operator/users'
import type { FleetHealth } from '@/lib/health/types'
import type { UserOfBrand } from '@/lib/users/of-brand'
import { auditOf } from '@/tests/support/audit'
import { newPersonInTwoSteps } from '@/tests/support/authenticator'
import { type Cast, makeCast } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'

testDatabase()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
})

async function run<T>(command: Command | undefined, ...args: string[]): Promise<T> {
  if (!command) throw new Error('no such command')
  return (await command.run(parseOptions(command, args))).json as T
}
const HOST = ['--host', 'admin.alpine.test']
const reset = (userName: string, ...where: string[]) => run(moreUserCommands['reset-two-steps'], ...where, '--user-name', userName)

test('lists who signs in on a host, and nobody of another brand', async () => {
  const { users } = await run<{ users: UserOfBrand[] }>(moreUserCommands.list, ...HOST)
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
  expect(await run<FleetHealth>(healthCommand)).toMatchObject({ machines: { total: 3 }, failing: [] })
})
