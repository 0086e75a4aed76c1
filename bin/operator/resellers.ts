import { z } from 'zod'
import { clock } from '@/lib/clock'
import { updateReseller } from '@/lib/resellers/changing'
import { getReseller } from '@/lib/resellers/detail'
import { inviteAdministrator } from '@/lib/resellers/inviting'
import { listResellerPage } from '@/lib/resellers/overview'
import type { Consequence } from '@/lib/resellers/product-change'
import { inviteAdministratorSchema, listResellersSchema, products, resellerStates, updateResellerSchema } from '@/lib/resellers/schema'
import type { ResellerOverview } from '@/lib/resellers/types'
import { operator, resellerOf } from './lookup'
import { type Command, CommandError, check, done, gigabytes, type Options, UsageError } from './usage'

const inGigabytes = (bytes: number): string => `${Math.round(bytes / 1e7) / 100} Go`

const CONSEQUENCES: Record<Consequence['kind'], string> = {
  administration_ends: 'the part Administration closes; spaces, contracts and members stay as they are, but are no longer managed there',
  history_fixed: 'machines keep histories other than 90 days, which can no longer be changed',
  brand_stays_shared: 'it stays on the brand that it shares',
  brand_stays_own: 'it keeps its own brand',
}

const CHANGES = ['name', 'product', 'pack', 'administration', 'volume', 'alert-email', 'locale', 'time-zone'] as const

/** The verbs of `reseller` that the console has besides adding and suspending. */
export const moreResellerCommands: Record<string, Command> = {
  list: {
    summary: '[--search TEXT] [--product online|pro|business] [--state active|suspended|alert]',
    options: ['search', 'product', 'state'],
    required: [],
    async run({ search = '', product, state }) {
      // From an address what makes no sense is as usual; a script that mistypes would get what it did not ask for.
      check(z.object({ product: z.enum(products).optional(), state: z.enum(resellerStates).optional() }), { product, state })
      const resellers: ResellerOverview[] = []
      for (let page = 1, pages = 1; page <= pages; page++) {
        const found = await listResellerPage(operator, listResellersSchema.parse({ search, product, state, page }), clock.now())
        resellers.push(...found.rows)
        pages = found.pages
      }
      const lines = resellers.map(
        ({ name, product, machineCount, inAlert, storedBytes, allocatedBytes, suspendedAt }) =>
          `${name}  ${product}  ${machineCount} machines, ${inAlert} in alert, ${inGigabytes(storedBytes)} of ${inGigabytes(allocatedBytes)}${suspendedAt ? ', suspended' : ''}`,
      )
      return { json: { resellers }, text: lines.join('\n') || 'No reseller.' }
    },
  },
  show: {
    summary: '--reseller NAME',
    options: ['reseller', 'host'],
    required: ['reseller'],
    async run(options) {
      const reseller = await getReseller(operator, (await resellerOf(options)).id, clock.now())
      const lines = [
        `${reseller.name}  ${reseller.product}  ${inGigabytes(reseller.allocatedBytes)}  ${reseller.hosts.join(', ')}`,
        ...reseller.spaces.map(
          ({ name, usedBytes, allocatedBytes }) => `  space ${name}: ${inGigabytes(usedBytes)} of ${inGigabytes(allocatedBytes)}`,
        ),
        ...reseller.users.map(({ userName, email, isInvited }) => `  user ${userName} <${email}>${isInvited ? ', invited' : ''}`),
        ...reseller.states.map(({ state, count }) => `  ${count} machines ${state}`),
      ]
      return { json: reseller, text: lines.join('\n') }
    },
  },
  edit: {
    summary:
      '--reseller NAME [--name N] [--product P] [--pack P] [--administration yes|no] [--volume GO] [--alert-email E] [--locale fr|en] [--time-zone Z] [--yes]',
    options: ['reseller', 'host', ...CHANGES],
    required: ['reseller'],
    flags: ['yes'],
    async run(options) {
      const { id } = await resellerOf(options)
      if (!CHANGES.some((name) => options[name] !== undefined)) throw new UsageError(`Nothing to change: say --${CHANGES.join(', --')}.`)
      const current = await getReseller(operator, id, clock.now())
      const result = await updateReseller(operator, check(updateResellerSchema, changed(current, options)))
      if (result.ok) return { json: { resellerId: id }, text: `"${options.name ?? current.name}" is changed.` }
      if (result.reason === 'changed_meanwhile') throw new CommandError('Somebody else has changed it just now. Try again.')
      if (result.reason === 'needs_confirmation') {
        const list = result.consequences.map(({ kind }) => `  - ${CONSEQUENCES[kind]}`).join('\n')
        throw new CommandError(`This touches what is there (nothing is deleted):\n${list}\nAdd --yes to go on.`)
      }
      const holder = result.reason === 'volume_below_spaces' ? 'Its spaces share' : 'Its machines use'
      throw new CommandError(`${holder} ${inGigabytes(result.leastBytes)} already: the volume cannot be less.`)
    },
  },
}

function changed(current: Awaited<ReturnType<typeof getReseller>>, options: Options): unknown {
  const product = options.product ?? current.product
  const option = options.administration === undefined ? current.administrationOption : yesOrNo(String(options.administration))
  return {
    resellerId: current.id,
    version: current.version,
    confirmed: Boolean(options.yes),
    name: options.name ?? current.name,
    product,
    pack: options.pack ?? current.pack,
    // Leaving Pro leaves its option behind, unless it was asked for in so many words.
    administrationOption: product === 'pro' || options.administration !== undefined ? option : false,
    allocatedBytes: options.volume === undefined ? current.allocatedBytes : gigabytes(options.volume),
    alertEmail: options['alert-email'] ?? current.alertEmail,
    locale: options.locale ?? current.locale,
    timeZone: options['time-zone'] ?? current.timeZone,
  }
}

function yesOrNo(value: string): boolean {
  if (value !== 'yes' && value !== 'no') throw new UsageError(`--administration is yes or no, not "${value}"`)
  return value === 'yes'
}

export const inviteCommand: Command = {
  summary: '--host HOST --user-name NAME --email E [--display-name N] [--reseller NAME]',
  options: ['host', 'reseller', 'user-name', 'display-name', 'email'],
  required: ['host', 'user-name', 'email'],
  async run(options) {
    const reseller = await resellerOf(options)
    const input = check(inviteAdministratorSchema, {
      resellerId: reseller.id,
      userName: options['user-name'],
      displayName: options['display-name'] ?? options['user-name'],
      email: options.email,
    })
    const { userId } = done(await inviteAdministrator(operator, input, clock.now()), {
      user_name_taken: `The user name "${input.userName}" is taken on this brand.`,
    })
    return { json: { userId }, text: `"${input.userName}" is invited to administer "${reseller.name}": a mail to ${input.email} says how.` }
  },
}
