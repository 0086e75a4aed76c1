import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import { PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js/session'
import postgres from 'postgres'

/** What a transaction may see; the policies of db/schema/policies.ts judge by it. */
export type Scope = { kind: 'tenant'; resellerId: string; spaceIds: readonly string[] | 'all'; readOnly?: boolean } | { kind: 'system' }

export type Tx = PostgresJsTransaction<Record<string, never>, Record<string, never>>

type Statement = { query: string; parameters: unknown[] }
type Database = { sql: postgres.Sql; url: string; queries: number; observers: Set<(statement: Statement) => void> }

// The front door and Next's bundle are two module graphs in one process: they share the pool through the global object.
const shared = globalThis as typeof globalThis & { portalDatabase?: Database }
const dialect = new PgDialect()
const PING_MILLISECONDS = 3_000

/** Opens the pool. Connections are made as they are needed, so this returns also while Postgres is away. */
export function openDatabase(url: string, options: { max?: number } = {}): void {
  if (shared.portalDatabase) throw new Error('the database is already open')
  const sql = postgres(url, {
    max: options.max ?? 20,
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: 'portal' },
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 2),
    debug: (_connection, query, parameters) => {
      const database = shared.portalDatabase
      if (!database) return
      database.queries++
      for (const observe of database.observers) observe({ query, parameters })
    },
  })
  drizzle(sql) // makes the client pass dates and JSON as drizzle expects them
  shared.portalDatabase = { sql, url, queries: 0, observers: new Set() }
}

/** Ends all connections, waiting at most `seconds` for running queries. */
export async function closeDatabase(seconds = 5): Promise<void> {
  const database = shared.portalDatabase
  shared.portalDatabase = undefined
  await database?.sql.end({ timeout: seconds })
}

export const databaseUrl = (): string => open().url

/** Statements sent since the start; tests and `/api/metrics` read the difference. */
export const queryCount = (): number => open().queries

/** Calls `observe` with every statement sent, until the answer is called. */
export function observeStatements(observe: (statement: Statement) => void): () => void {
  const { observers } = open()
  observers.add(observe)
  return () => void observers.delete(observe)
}

/**
 * Runs `work` in one transaction that sees what the actor may see. Rows outside are as if they did not exist.
 * Whatever `work` throws rolls back and is thrown on.
 */
export function withActor<T>(actor: { readonly scope: Scope }, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(actor.scope, work)
}

/** As withActor, seeing all rows: for jobs, sign-in, ingest and look-ups by key, in the modules that `SEES_ALL` in bin/lint.ts lists. */
export function withSystem<T>(_reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope({ kind: 'system' }, work)
}

/** Asks Postgres for nothing. Throws what keeps it from answering. */
export async function askDatabase(): Promise<void> {
  await open().sql`select 1`
}

/** Whether Postgres answers within three seconds; never throws. */
export async function pingDatabase(): Promise<boolean> {
  const silence = new Promise<boolean>((resolve) => setTimeout(resolve, PING_MILLISECONDS, false).unref())
  const answer = askDatabase().then(
    () => true,
    () => false,
  )
  return Promise.race([answer, silence])
}

/** Whether an error says that Postgres is away or going, and not that a statement was wrong: then a later try may do. */
export const isDatabaseError = (error: unknown): boolean => hasCode(error, /^(CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOENT|57P0|08|53)/)

/** Whether something tried to write in a scope that only reads. */
export const isReadOnlyRefusal = (error: unknown): boolean => hasCode(error, /^25006$/)

/** Whether a transaction gave way to another one (deadlock, serialization): run again, it may do. */
export const isConflict = (error: unknown): boolean => hasCode(error, /^40(P01|001)$/)

/** Whether a statement broke this unique index or foreign key: another transaction was faster than the check before it. */
export function breaks(error: unknown, constraint: string): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('constraint_name' in cause && cause.constraint_name === constraint) return true
  }
  return false
}

function hasCode(error: unknown, codes: RegExp): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && codes.test(String(cause.code))) return true
  }
  return false
}

function inScope<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return open().sql.begin(async (client) => {
    const role = scope.kind === 'system' ? 'portal_system' : 'portal_tenant'
    const reseller = scope.kind === 'tenant' ? scope.resellerId : ''
    const spaces = scope.kind === 'tenant' ? (scope.spaceIds === 'all' ? '*' : scope.spaceIds.join(',')) : ''
    const readOnly = scope.kind === 'tenant' && scope.readOnly ? 'on' : 'off'
    // Sent without waiting: it travels with the first query of `work`. If it fails, so does the transaction.
    const scoped =
      client`select set_config('role', ${role}, true), set_config('app.reseller_id', ${reseller}, true), set_config('app.space_ids', ${spaces}, true), set_config('transaction_read_only', ${readOnly}, true)`.execute()
    scoped.catch(() => {})
    const result = await work(drizzleTransaction(client))
    await scoped
    return result
  }) as Promise<T>
}

/** Drizzle over a transaction of the client; its own `transaction` would wait for each step where this pipelines. */
function drizzleTransaction(client: postgres.TransactionSql): Tx {
  type Session = ConstructorParameters<typeof PostgresJsTransaction>[1]
  const session = new PostgresJsSession(client as unknown as postgres.Sql, dialect, undefined, {}) as unknown as Session
  return new PostgresJsTransaction(dialect, session, undefined) as Tx
}

function open(): Database {
  if (!shared.portalDatabase) throw new Error('the database is not open')
  return shared.portalDatabase
}
