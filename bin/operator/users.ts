import { clock } from '@/lib/clock'
import { resetTwoSteps } from '@/lib/two-steps/commands'
import { listUsersOfBrand } from '@/lib/users/of-brand'
import { brandOfHost, operator } from './lookup'
import { type Command, CommandError, done } from './usage'

/** The verbs of `user` besides adding and inviting. */
export const moreUserCommands: Record<string, Command> = {
  list: {
    summary: '--host HOST',
    options: ['host'],
    required: ['host'],
    async run(options) {
      const brand = await brandOfHost(options)
      const users = await listUsersOfBrand(operator, brand.id)
      const lines = users.map(
        ({ userName, email, role, resellerName, isInvited, twoSteps }) =>
          `${userName} <${email}>  ${role}${resellerName ? ` of "${resellerName}"` : ''}${isInvited ? ', invited' : ''}${twoSteps ? ', two steps' : ''}`,
      )
      return { json: { users }, text: lines.join('\n') || 'No user.' }
    },
  },
  'reset-two-steps': {
    summary: '--host HOST --user-name NAME  for who has lost authenticator and recovery codes; a mail tells them',
    options: ['host', 'user-name'],
    required: ['host', 'user-name'],
    async run(options) {
      const brand = await brandOfHost(options)
      const wanted = String(options['user-name']).toLowerCase()
      const user = (await listUsersOfBrand(operator, brand.id)).find(({ userName }) => userName.toLowerCase() === wanted)
      if (!user) throw new CommandError(`There is no user "${options['user-name']}" on ${options.host}.`)
      done(await resetTwoSteps(operator, user.id, clock.now()), { not_on: `"${user.userName}" signs in in one step already.` })
      return {
        json: { userId: user.id, twoSteps: false },
        text: `"${user.userName}" signs in with the password alone now, and was told by mail.`,
      }
    },
  },
}
