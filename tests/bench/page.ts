import http from 'node:http'
import postgres from 'postgres'
import { observeStatements } from '@/db/client'
import { signIn } from '@/lib/auth/commands'
import { encodeClaims, SESSION_COOKIE } from '@/lib/auth/cookie'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import type { Brand } from '@/lib/hosts/types'
import { median, milliseconds } from './figures'
import { type Fleet, PASSWORD } from './fleet'
import { HOST } from './installation'

const TURNS = 15

export type Visitor = { actor: UserActor; cookie: string }
export type PageTimes = { page: number; sql: number; statements: number; bytes: number }

/**
 * A page's server time and the time of its own SQL alone, in turns in one run; medians in milliseconds. Both have run as often before: a
 * server runs for days, and until its code is compiled a page takes twice as long.
 */
export async function measurePage(
  databaseUrl: string,
  port: number,
  visitor: Visitor,
  path: string,
  read: (actor: UserActor) => Promise<unknown>,
): Promise<PageTimes> {
  const get = () => fetchPage(port, visitor.cookie, path)
  const sqlAlone = await prepareSql(databaseUrl, () => read(visitor.actor))
  const times: { page: number[]; sql: number[] } = { page: [], sql: [] }
  const first = await get()
  if (first.status !== 200) throw new Error(`${path} answered ${first.status}`)
  for (let turn = 0; turn < TURNS; turn++) {
    await sqlAlone.run()
    await get()
  }
  for (let turn = 0; turn < TURNS; turn++) {
    times.sql.push(await milliseconds(sqlAlone.run))
    times.page.push(await milliseconds(get))
  }
  await sqlAlone.end()
  return { page: median(times.page), sql: median(times.sql), statements: sqlAlone.statements, bytes: first.bytes }
}

/** The fleet's administrator, signed in. */
export async function visit(fleet: Fleet): Promise<Visitor> {
  const looks = {
    supportEmail: null,
    supportPhone: null,
    supportUrl: null,
    resellerId: null,
    logo: null,
    favicon: null,
    locale: 'fr' as const,
  }
  const brand: Brand = { id: fleet.brandId, slug: 'bench', audience: 'portal', productName: 'Bench', accentColor: '#007a8f', ...looks }
  const opened = await signIn(brand, { userName: 'bench', password: PASSWORD }, { now: new Date(), address: null, userAgent: null })
  if (!opened.ok) throw new Error('the session could not be opened')
  const claims = { sessionId: opened.value.sessionId, brandId: brand.id }
  const actor = await findSessionActor(claims, brand, { now: new Date(), address: null })
  if (actor?.kind !== 'user') throw new Error('no user')
  return { actor, cookie: await encodeClaims(claims) }
}

/** The statements that the page sends for its data, run again by themselves over one connection, rows read. */
async function prepareSql(
  url: string,
  read: () => Promise<unknown>,
): Promise<{ run: () => Promise<unknown>; statements: number; end: () => Promise<void> }> {
  const statements: { query: string; parameters: unknown[] }[] = []
  const stop = observeStatements((statement) => statements.push(statement))
  await read()
  stop()
  const sql = postgres(url, { max: 1 })
  const replay = statements.filter(({ query }) => /^\s*select/i.test(query))
  return {
    statements: replay.length,
    run: () =>
      sql.begin((tx) => Promise.all(replay.map(({ query, parameters }) => tx.unsafe(query, parameters as string[], { prepare: true })))),
    end: () => sql.end(),
  }
}

function fetchPage(port: number, cookie: string, path: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${HOST}:${port}`, cookie: `${SESSION_COOKIE}=${cookie}`, 'accept-encoding': 'gzip' }
    const request = http.get({ host: '127.0.0.1', port, path, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
    })
    request.once('error', reject)
  })
}
