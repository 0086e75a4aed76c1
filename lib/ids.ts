import { NotFoundError } from './errors'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id from an address; what is no UUID names nothing that exists (404), and never reaches Postgres as a malformed cast. */
export function parseId(value: string, what: string): string {
  if (!UUID.test(value)) throw new NotFoundError(`${what} not found`)
  return value.toLowerCase()
}
