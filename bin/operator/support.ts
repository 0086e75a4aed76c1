import { clock } from '@/lib/clock'
import { NotFoundError } from '@/lib/errors'
import { endSupportAccess, makeSupportLink } from '@/lib/support/commands'
import { openSupportAccessFor } from '@/lib/support/opening'
import { operator } from './lookup'
import { type Command, CommandError, done } from './usage'

/** Looks into an account by the code that one of its users reads out (requirements G3). */
export const supportCommands: Record<string, Command> = {
  open: {
    summary: '--code CODE --operator USER',
    options: ['code', 'operator'],
    required: ['code', 'operator'],
    async run(options) {
      const opened = await openSupportAccessFor(operator, String(options.operator), String(options.code), clock.now()).catch(
        (error: unknown) => {
          if (error instanceof NotFoundError) throw new CommandError(`There is no operator "${options.operator}".`)
          throw error
        },
      )
      const access = done(opened, {
        unknown_code: 'This code opens nothing: it is mistyped, used or too old.',
        too_many: 'Too many wrong codes. Wait a quarter of an hour.',
      })
      const url = await makeSupportLink(operator, access.accessId, clock.now())
      return {
        json: { ...access, url },
        text: `The account "${access.resellerName}" is open to ${options.operator} until ${access.expiresAt.toISOString()}.\nWithin a minute and once: ${url}`,
      }
    },
  },
  end: {
    summary: '--access ID',
    options: ['access'],
    required: ['access'],
    async run(options) {
      const ended = await endSupportAccess(operator, String(options.access), clock.now()).catch((error: unknown) => {
        if (error instanceof NotFoundError) throw new CommandError(`There is no access ${options.access}.`)
        throw error
      })
      done(ended, { ended: 'This access is over already.' })
      return { json: { accessId: options.access, ended: true }, text: 'The access is ended.' }
    },
  },
}
