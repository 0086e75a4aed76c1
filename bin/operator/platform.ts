import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { clock } from '@/lib/clock'
import { addReseller, reactivateReseller, suspendReseller } from '@/lib/resellers/commands'
import { addResellerSchema } from '@/lib/resellers/schema'
import { addSpace } from '@/lib/spaces/commands'
import { listSpaces } from '@/lib/spaces/queries'
import { addSpaceSchema } from '@/lib/spaces/schema'
import { addUser } from '@/lib/users/commands'
import type { PasswordFault } from '@/lib/users/password-faults'
import { newPasswordOf } from '@/lib/users/password-rule'
import { addUserSchema } from '@/lib/users/schema'
import { brandOfHost, brandOfSlug, operator, resellerOf } from './lookup'
import { type Command, CommandError, check, done, gigabytes, UsageError } from './usage'

export const resellerCommands: Record<string, Command> = {
  add: {
    summary:
      '--brand SLUG --name NAME --product online|pro|business --volume GO --alert-email E [--pack statistics|control_room] [--administration] [--space NAME]',
    options: ['brand', 'name', 'product', 'pack', 'volume', 'alert-email', 'space'],
    required: ['brand', 'name', 'product', 'volume', 'alert-email'],
    flags: ['administration'],
    async run(options) {
      const brand = await brandOfSlug(String(options.brand))
      const allocatedBytes = gigabytes(options.volume)
      const input = check(addResellerSchema, {
        brandId: brand.id,
        // Online resellers share the platform's brand; the others have one of their own.
        ownsBrand: options.product !== 'online',
        name: options.name,
        product: options.product,
        pack: options.pack ?? 'control_room',
        administrationOption: options.administration ?? false,
        allocatedBytes,
        alertEmail: options['alert-email'],
        spaceName: options.space ?? 'Siège',
        spaceBytes: allocatedBytes,
      })
      const added = done(await addReseller(operator, input), { brand_taken: `The brand "${brand.slug}" belongs to another reseller.` })
      return { json: added, text: `Reseller "${input.name}" added.` }
    },
  },
  suspend: {
    summary: '--reseller NAME',
    options: ['reseller'],
    required: ['reseller'],
    async run(options) {
      const { id, name } = await resellerOf(options)
      done(await suspendReseller(operator, id, clock.now()), { already_suspended: `"${name}" is suspended already.` })
      return { json: { resellerId: id, suspended: true }, text: `"${name}" is suspended: its users and agents are refused.` }
    },
  },
  reactivate: {
    summary: '--reseller NAME',
    options: ['reseller'],
    required: ['reseller'],
    async run(options) {
      const { id, name } = await resellerOf(options)
      done(await reactivateReseller(operator, id), { not_suspended: `"${name}" is not suspended.` })
      return { json: { resellerId: id, suspended: false }, text: `"${name}" is active again.` }
    },
  },
}

export const spaceCommands: Record<string, Command> = {
  add: {
    summary: '--host HOST --name NAME --volume GO [--reseller NAME] [--alert-email E]',
    options: ['host', 'reseller', 'name', 'volume', 'alert-email'],
    required: ['host', 'name', 'volume'],
    async run(options) {
      const reseller = await resellerOf(options)
      const facts = {
        resellerId: reseller.id,
        name: options.name,
        allocatedBytes: gigabytes(options.volume),
        alertEmail: options['alert-email'],
      }
      const input = check(addSpaceSchema, facts)
      const { spaceId } = done(await addSpace(operator, input), {
        volume_exceeded: `The spaces of "${reseller.name}" would hold more than its volume.`,
        name_taken: `"${reseller.name}" has a space "${input.name}" already.`,
      })
      return { json: { spaceId }, text: `Space "${input.name}" added.` }
    },
  },
}

export const userCommands: Record<string, Command> = {
  add: {
    summary:
      '--host HOST --user-name NAME --email E --password-file FILE [--reseller NAME] [--role administrator|member] [--space NAME] [--display-name N]',
    options: ['host', 'reseller', 'user-name', 'display-name', 'email', 'password-file', 'role', 'space'],
    required: ['host', 'user-name', 'email', 'password-file'],
    async run(options) {
      const brand = await brandOfHost(options)
      const reseller = brand.audience === 'operator' ? null : await resellerOf(options)
      const role = reseller ? (options.role ?? 'administrator') : 'operator'
      const password = readPassword(String(options['password-file']))
      check(z.object({ password: newPasswordOf(String(options['user-name'])) }), { password }, PASSWORD_FAULTS)
      const input = check(addUserSchema, {
        brandId: brand.id,
        resellerId: reseller?.id ?? null,
        userName: options['user-name'],
        displayName: options['display-name'] ?? options['user-name'],
        email: options.email,
        password,
        role,
        spaceIds: role === 'member' && reseller ? [await spaceNamed(reseller.id, options.space)] : [],
      })
      const { userId } = done(await addUser(operator, input), {
        user_name_taken: `The user name "${input.userName}" is taken on this brand.`,
        unknown_space: `"${options.space}" was deleted meanwhile.`,
      })
      return { json: { userId }, text: `User "${input.userName}" (${role}) signs in on ${options.host}.` }
    },
  },
}

const PASSWORD_FAULTS: Record<PasswordFault, string> = {
  too_short: 'is shorter than 12 characters',
  too_long: 'is longer than 1000 characters',
  too_common: 'is one of the most used passwords',
  user_name: 'is hardly more than the user name',
}

/** From a file or, with `-`, from standard input: on the command line everybody on the machine could read it. */
function readPassword(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new CommandError(`The password file ${file} cannot be read.`)
  }
}

async function spaceNamed(resellerId: string, name: string | boolean | undefined): Promise<string> {
  if (name === undefined) throw new UsageError('a member needs --space')
  const space = (await listSpaces(operator, resellerId)).find((each) => each.name.toLowerCase() === String(name).toLowerCase())
  if (!space) throw new CommandError(`There is no space "${name}".`)
  return space.id
}
