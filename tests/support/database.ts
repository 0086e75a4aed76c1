import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase, openDatabase } from '@/db/client'
import { setAppSecret } from '@/lib/crypto/secret'

/** Gives the test file a database of its own, a copy of the migrated template. Answers its address once the tests run. */
export function testDatabase(): { url: () => string } {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = () => inject('portalUrl').replace(/\/portal$/, `/${name}`)
  beforeAll(async () => {
    await asSuperuser((sql) => sql.unsafe(`create database ${name} template ${inject('template')} owner portal`))
    setAppSecret('a secret of the tests, long enough to be one')
    openDatabase(url())
  })
  afterAll(async () => {
    await closeDatabase()
    await asSuperuser((sql) => sql.unsafe(`drop database ${name} with (force)`))
  })
  return { url }
}

async function asSuperuser(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject('superuserUrl'), { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
