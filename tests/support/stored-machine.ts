import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'
import { withSystem } from '@/db/client'
import { machines, repositories, snapshots } from '@/db/schema'
import type { FinishedEvent } from '@/lib/agent-protocol/schema'
import { recordReports } from '@/lib/backups/commands'
import { seal } from '@/lib/crypto/seal'
import { addMachine } from '@/lib/machines/commands'
import { recordStoredBytes } from '@/lib/storage/commands'
import { repositoryRemote, setStorageLocation } from '@/lib/storage/location'
import { type Repository, runRestic } from '@/lib/storage/restic'
import { type CastMachine, must, system } from './cast'
import { machineActor } from './machine-actor'
import { finished, newBackupId } from './reports'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** A test starts restic a dozen times, and each start derives the repository's key anew. */
export const RESTIC_TIMEOUT = 240_000
/** A signal that never fires. */
export const never = new AbortController().signal

const PASSWORD = 'a password of the tests'
let names = 0

/** A storage in a folder of its own for the tests of a file. */
export function testStorage(): { dataDir: string; folderOf: (machine: { machineId: string }) => string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'storage-'))
  beforeAll(() => setStorageLocation({ dataDir }))
  afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }))
  return { dataDir, folderOf: ({ machineId }) => join(dataDir, 'storage', machineId) }
}

type BackupFacts = {
  /** What the client's clock says; the server's time unless told. */
  claimedAt?: Date
  /** When the server received it; now unless told. */
  receivedAt?: Date
  /** What its agent reported of it; nothing where left out. */
  outcome?: 'success' | 'partial'
}

/** A machine with a real repository, backed up by real restic as an agent would, and noted as the gateway notes it. */
export class StoredMachine {
  readonly source = mkdtempSync(join(tmpdir(), 'source-'))

  private constructor(
    readonly machineId: string,
    readonly cast: CastMachine,
    readonly repository: Repository,
  ) {}

  /** All machines of a test file share a password, so that one empty repository can be copied: making one takes restic a second. */
  static async make(contractId: string): Promise<StoredMachine> {
    const added = must(await addMachine(system, { contractId, name: `PC stored ${names++}` }))
    const { machineId } = added
    const set = { repositoryPasswordSealed: seal(PASSWORD) }
    await withSystem('tests', (tx) => tx.update(machines).set(set).where(eq(machines.id, machineId)))
    const machine = new StoredMachine(machineId, added, { id: machineId, repositoryPassword: PASSWORD })
    const template = repositoryRemote('template')
    if (!existsSync(template)) must(await runRestic({ id: 'template', repositoryPassword: PASSWORD }, ['init']).then(asResult))
    cpSync(template, repositoryRemote(machineId), { recursive: true })
    return machine
  }

  /** Runs restic on the repository; answers what it printed. */
  async restic(...args: string[]): Promise<string> {
    const lines: string[] = []
    const end = await runRestic(this.repository, args, { lane: 'people', onLine: (line) => lines.push(line) })
    if (!end.ok) throw new Error(`restic ${args[0]}: ${end.reason} ${end.message}`)
    return lines.join('\n')
  }

  /** Makes these the machine's files, by name and size in bytes; the same name and size is the same content. */
  files(sizes: Record<string, number>): void {
    rmSync(this.source, { recursive: true, force: true })
    mkdirSync(this.source)
    for (const [name, size] of Object.entries(sizes)) {
      mkdirSync(dirname(join(this.source, name)), { recursive: true })
      writeFileSync(join(this.source, name), noise(`${name} ${size}`, size))
    }
  }

  /** Backs the files up; answers the snapshot's id. */
  async backUp({ claimedAt, receivedAt, outcome }: BackupFacts = {}): Promise<string> {
    const time = claimedAt ?? receivedAt
    const at = time ? [`--time=${localTime(time)}`] : []
    const summary = JSON.parse((await this.restic('backup', '--json', ...at, this.source)).split('\n').at(-1) ?? '{}')
    const id = this.listed().find((known) => known.startsWith(summary.snapshot_id)) ?? ''
    await recordStoredBytes([{ machineId: this.machineId, bytes: summary.data_added, snapshotId: id }])
    if (receivedAt) {
      const set = { receivedAt }
      await withSystem('tests', (tx) => tx.update(snapshots).set(set).where(eq(snapshots.id, id)))
    }
    if (outcome) await this.report(id.slice(0, 8), receivedAt ?? new Date(), outcome)
    return id
  }

  async report(snapshotId: string, at: Date, outcome: 'success' | 'partial', facts: Partial<FinishedEvent> = {}): Promise<void> {
    const reports = [finished(newBackupId(at.getTime()), 0, at.getTime(), { ...facts, outcome, snapshotId })]
    for (const result of await recordReports([{ machine: await machineActor(this.cast), reports, receivedAt: at }])) must(result)
  }

  /** The ids that the repository holds. */
  listed(): string[] {
    return readdirSync(repositoryRemote(this.machineId, 'snapshots'))
  }

  /** The files of one kind in the repository, the newest last. */
  stored(kind: 'data' | 'snapshots' | 'index' | 'locks'): string[] {
    const files = readdirSync(repositoryRemote(this.machineId, kind), { recursive: true, withFileTypes: true })
    const paths = files.filter(({ name }) => /^[0-9a-f]{64}$/.test(name)).map((file) => join(file.parentPath, file.name))
    const age = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    return paths.sort((a, b) => age(a) - age(b))
  }

  /** Flips a byte in a stored file; answers how to make it whole again. */
  damage(path: string): () => void {
    const whole = readFileSync(path)
    const broken = Buffer.from(whole)
    broken[20] = (broken[20] ?? 0) ^ 0xff
    chmodSync(path, 0o600)
    writeFileSync(path, broken)
    return () => writeFileSync(path, whole)
  }

  row = () => machineRow(this.machineId)

  async repositoryRow() {
    const [row] = await withSystem('tests', (tx) => tx.select().from(repositories).where(eq(repositories.machineId, this.machineId)))
    if (!row) throw new Error('no repository')
    return row
  }

  rows = () => withSystem('tests', (tx) => tx.select().from(snapshots).where(eq(snapshots.machineId, this.machineId)))

  /** As if nothing had looked at it for a long time. */
  async makeDue(): Promise<void> {
    const past = sql`now() - interval '1 year'`
    await withSystem('tests', (tx) =>
      tx.update(repositories).set({ visitDueAt: past, checkDueAt: past }).where(eq(repositories.machineId, this.machineId)),
    )
  }
}

async function machineRow(machineId: string) {
  const [row] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machineId)))
  if (!row) throw new Error('no machine')
  return row
}

/** Bytes that look random, alike for the same seed. */
function noise(seed: string, size: number): Buffer {
  const blocks: Buffer[] = []
  for (let length = 0; length < size; length += 32) blocks.push(createHash('sha256').update(`${seed} ${length}`).digest())
  return Buffer.concat(blocks).subarray(0, size)
}

const asResult = (end: Awaited<ReturnType<typeof runRestic>>) => (end.ok ? { ok: true as const, value: undefined } : end)

/** As restic reads a time: in the machine's own zone. */
const localTime = (time: Date) => new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ')
