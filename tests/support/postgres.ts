import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string
    portalUrl: string
    template: string
  }
}

/** One real Postgres for the run, and a migrated database in it that each test file gets a copy of. */
export default async function setup(project: TestProject) {
  // Two runs side by side need a folder each: a run drops what an earlier one has left.
  const server = await startEmbeddedPostgres(resolve(process.env.TEST_POSTGRES_DIR || '.data/test-postgres'))
  const template = `template_${randomUUID().replaceAll('-', '')}`
  const sql = postgres(server.superuserUrl, { max: 1, onnotice: () => {} })
  await dropLeftovers(sql)
  await sql.unsafe(`create database ${template} owner portal`)
  await migrateDatabase(server.url.replace(/\/portal$/, `/${template}`))
  project.provide('superuserUrl', server.superuserUrl)
  project.provide('portalUrl', server.url)
  project.provide('template', template)
  return async () => {
    await dropLeftovers(sql)
    await sql.end()
    await server.stop()
  }
}

async function dropLeftovers(sql: postgres.Sql): Promise<void> {
  const databases = await sql<{ name: string }[]>`select datname as name from pg_database where datname ~ '^(template|test)_[0-9a-f]{32}$'`
  for (const { name } of databases) await sql.unsafe(`drop database if exists ${name} with (force)`)
}
