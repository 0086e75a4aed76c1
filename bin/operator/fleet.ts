import { z } from 'zod'
import { listBackupsOfMachine } from '@/lib/backups/queries'
import { clock } from '@/lib/clock'
import { addContract, reactivateContract, suspendContract } from '@/lib/contracts/commands'
import { addContractSchema } from '@/lib/contracts/schema'
import { NotFoundError } from '@/lib/errors'
import { addMachine } from '@/lib/machines/commands'
import { listDeletedMachines, restoreMachine } from '@/lib/machines/deleted'
import { freshness } from '@/lib/machines/freshness'
import { listMachinesOfBrand } from '@/lib/machines/queries'
import { addMachineSchema } from '@/lib/machines/schema'
import type { MachineDetail } from '@/lib/machines/types'
import { listSpaces } from '@/lib/spaces/queries'
import { brandOfHost, contractOf, operator, resellerOf } from './lookup'
import { type Command, CommandError, check, done, gigabytes, type Options } from './usage'

const WHICH = ['host', 'contract', 'reseller', 'space'] as const

export const contractCommands: Record<string, Command> = {
  add: {
    summary:
      '--host HOST --title T --email E --volume GO [--machines N] [--retention-days D] [--reseller NAME] [--space NAME] [--locale fr|en]',
    options: ['host', 'reseller', 'space', 'title', 'email', 'volume', 'machines', 'retention-days', 'locale'],
    required: ['host', 'title', 'email', 'volume'],
    async run(options) {
      const input = check(addContractSchema, {
        spaceId: await spaceOf(options),
        title: options.title,
        clientEmail: options.email,
        clientLocale: options.locale,
        subscribedBytes: gigabytes(options.volume),
        machineLimit: options.machines === undefined ? null : Number(options.machines),
        retentionDays: options['retention-days'] === undefined ? undefined : Number(options['retention-days']),
      })
      const { contractId } = done(await addContract(operator, input), {
        title_taken: `There is a contract "${input.title}" in this space already.`,
      })
      return { json: { contractId }, text: `Contract "${input.title}" added.` }
    },
  },
  suspend: {
    summary: '--host HOST --contract TITLE [--reseller NAME] [--space NAME]',
    options: WHICH,
    required: ['host', 'contract'],
    async run(options) {
      const { id } = await contractOf(options)
      done(await suspendContract(operator, id, clock.now()), { already_suspended: `"${options.contract}" is suspended already.` })
      return {
        json: { contractId: id, suspended: true },
        text: `"${options.contract}" is suspended: its agents are refused, data and restores stay.`,
      }
    },
  },
  reactivate: {
    summary: '--host HOST --contract TITLE [--reseller NAME] [--space NAME]',
    options: WHICH,
    required: ['host', 'contract'],
    async run(options) {
      const { id } = await contractOf(options)
      done(await reactivateContract(operator, id, clock.now()), { not_suspended: `"${options.contract}" is not suspended.` })
      return { json: { contractId: id, suspended: false }, text: `"${options.contract}" is active again.` }
    },
  },
}

export const machineCommands: Record<string, Command> = {
  add: {
    summary: '--host HOST --contract TITLE --name NAME [--reseller NAME] [--space NAME]',
    options: [...WHICH, 'name'],
    required: ['host', 'contract', 'name'],
    async run(options) {
      const contract = await contractOf(options)
      const input = check(addMachineSchema, { contractId: contract.id, name: options.name })
      const added = done(await addMachine(operator, input), {
        machine_limit_reached: `The contract "${options.contract}" has as many machines as it allows.`,
        name_taken: `The contract "${options.contract}" has a machine "${input.name}" already.`,
      })
      return { json: added, text: `Machine "${input.name}" added. Its identification key: ${added.identificationKey}` }
    },
  },
  restore: {
    summary:
      '--host HOST --machine ID --contract TITLE [--reseller NAME] [--space NAME]  brings a deleted machine back, with its key and backups',
    options: [...WHICH, 'machine'],
    required: ['host', 'machine', 'contract'],
    async run(options) {
      const contract = await contractOf(options)
      const deleted = (await listDeletedMachines(operator, contract.brandId)).find(({ id }) => id === options.machine)
      if (!deleted) throw new CommandError(`No machine ${options.machine} was deleted on ${options.host}. See: machine list --deleted`)
      const restored = await restoreMachine(operator, { machineId: deleted.id, contractId: contract.id }).catch((error: unknown) => {
        if (error instanceof NotFoundError) throw new CommandError(`"${options.contract}" is no contract of ${deleted.resellerName}.`)
        throw error
      })
      done(restored, {
        name_taken: `The contract "${options.contract}" has a machine "${deleted.name}" already.`,
        data_removed: `What "${deleted.name}" has stored is being removed: it cannot come back.`,
      })
      return { json: { machineId: deleted.id, contractId: contract.id }, text: `"${deleted.name}" is back in "${options.contract}".` }
    },
  },
  list: {
    summary: '--host HOST [--deleted]  with --deleted those that can still be brought back',
    options: ['host'],
    required: ['host'],
    flags: ['deleted'],
    async run(options) {
      const brand = await brandOfHost(options)
      if (options.deleted) return listDeleted(brand.id)
      const machines = (await listMachinesOfBrand(operator, brand.id)).map(summarize)
      const lines = machines.map(({ machineId, contract, name, state }) => `${machineId}  ${state.padEnd(9)}  ${contract} / ${name}`)
      return { json: { machines }, text: lines.join('\n') || 'No machine yet.' }
    },
  },
  show: {
    summary: '--host HOST --machine ID',
    options: ['host', 'machine'],
    required: ['host', 'machine'],
    async run(options) {
      const brand = await brandOfHost(options)
      const [machine] = isId(options.machine) ? await listMachinesOfBrand(operator, brand.id, options.machine) : []
      if (!machine) throw new CommandError(`There is no machine ${options.machine} on ${options.host}.`)
      const rows = await listBackupsOfMachine(operator, machine.id, { limit: 100 })
      const backups = rows.map(({ id, startedAt, outcome, filesNew, bytesAdded, snapshotId }) => ({
        backupId: id,
        startedAt,
        outcome,
        filesNew,
        bytesAdded,
        snapshotId,
      }))
      const lines = backups.map(
        ({ startedAt, outcome, bytesAdded }) => `  ${startedAt.toISOString()}  ${outcome}  ${bytesAdded ?? 0} bytes added`,
      )
      return { json: { ...summarize(machine), backups }, text: [`${machine.contractTitle} / ${machine.name}`, ...lines].join('\n') }
    },
  },
}

async function listDeleted(brandId: string) {
  const machines = await listDeletedMachines(operator, brandId)
  const lines = machines.map(
    ({ id, name, contractTitle, resellerName, deletedAt, deletedBy, isBeingRemoved }) =>
      `${id}  ${resellerName} / ${contractTitle} / ${name}  deleted ${deletedAt.toISOString()} by ${deletedBy}${isBeingRemoved ? ', its data is being removed' : ''}`,
  )
  return { json: { machines }, text: lines.join('\n') || 'No deleted machine whose data is still there.' }
}

const isId = (value: Options[string]): value is string => z.uuid().safeParse(value).success

const summarize = (machine: MachineDetail) => ({
  machineId: machine.id,
  name: machine.name,
  contract: machine.contractTitle,
  state: freshness(machine, clock.now()),
  lastBackupAt: machine.lastBackupAt,
  lastOutcome: machine.lastOutcome,
  storedBytes: machine.storedBytes,
})

/** The space of --space, or the reseller's default one. */
async function spaceOf(options: Options): Promise<string> {
  const reseller = await resellerOf(options)
  const spaces = await listSpaces(operator, reseller.id)
  const wanted = options.space === undefined ? null : String(options.space).toLowerCase()
  const space = spaces.find(({ name, isDefault }) => (wanted ? name.toLowerCase() === wanted : isDefault))
  if (!space) throw new CommandError(`"${reseller.name}" has no space "${options.space}".`)
  return space.id
}
