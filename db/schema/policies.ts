import { sql } from 'drizzle-orm'
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/** Sees the rows of `app.reseller_id` and `app.space_ids`; everything a user or a machine does runs as this role. */
export const tenantRole = pgRole('portal_tenant').existing()
/** Sees all rows: jobs, sign-in, ingest and look-ups by key. */
export const systemRole = pgRole('portal_system').existing()

// Scalar subqueries, so that Postgres evaluates each setting once per query and not once per row.
const reseller = sql.raw(`(select nullif(current_setting('app.reseller_id', true), '')::uuid)`)
const allSpaces = sql.raw(`(select current_setting('app.space_ids', true) = '*')`)
const spaces = sql.raw(`(select string_to_array(nullif(nullif(current_setting('app.space_ids', true), '*'), ''), ',')::uuid[])::uuid[]`)

const system = () => pgPolicy('system', { for: 'all', to: systemRole, using: sql`true`, withCheck: sql`true` })

const tenant = (rule: ReturnType<typeof sql>) => [
  pgPolicy('tenant', { for: 'all', to: tenantRole, using: rule, withCheck: rule }),
  system(),
]

/** Rows of the actor's reseller; `column` names the reseller's id in this table. */
export const ofReseller = (column = 'reseller_id') => tenant(sql`${sql.raw(column)} = ${reseller}`)

/** Rows of the actor's reseller that lie in one of the actor's spaces; `column` names the space's id in this table. */
export const ofSpace = (column = 'space_id') =>
  tenant(sql`reseller_id = ${reseller} and (${allSpaces} or ${sql.raw(column)} = any(${spaces}))`)

/** As ofSpace to read; written only by who sees the whole account, that is by its administrators. */
export const ofSpaceWrittenByAccount = (column = 'space_id') => [
  pgPolicy('tenant', {
    for: 'select',
    to: tenantRole,
    using: sql`reseller_id = ${reseller} and (${allSpaces} or ${sql.raw(column)} = any(${spaces}))`,
  }),
  ...ofAccount('account'),
]

/** Rows of the actor's reseller, for who sees the whole account, that is for its administrators. */
export const ofAccount = (name = 'tenant') => {
  const rule = sql`reseller_id = ${reseller} and ${allSpaces}`
  return [pgPolicy(name, { for: 'all', to: tenantRole, using: rule, withCheck: rule }), system()]
}

/** Rows of the actor's reseller: written by everybody there, read by who sees all of its spaces. */
export const ofWholeReseller = () => [
  pgPolicy('tenant', {
    for: 'all',
    to: tenantRole,
    using: sql`reseller_id = ${reseller} and ${allSpaces}`,
    withCheck: sql`reseller_id = ${reseller}`,
  }),
  system(),
]

/** Rows of the actor's reseller: read by everybody there, written by who sees the whole account. */
export const ofResellerWrittenByAccount = () => [
  pgPolicy('tenant', { for: 'select', to: tenantRole, using: sql`reseller_id = ${reseller}` }),
  ...ofAccount('account'),
]

/** Rows of a user whom row-level security shows, for who sees the whole account. */
export const ofUserOfAccount = () => tenant(sql`${allSpaces} and exists (select from users where users.id = user_id)`)

/** Rows that are the platform's alone. */
export const ofPlatform = () => [system()]

/** Rows that hang on a row which row-level security already guards. */
export const ofVisible = (rule: string) => tenant(sql.raw(rule) as ReturnType<typeof sql>)

/** Rows that are nobody's but the platform's own. */
export const systemOnly = () => [system()]
type Writes = Partial<Record<'insert' | 'update' | 'delete', string>>

/**
 * Rows that all of the actor's reseller see, and of which only those that `writes` describe can be written; without an entry there
 * is no such write. The rules may build on `ownBrands`.
 */
export const seenByAll = (visible: string, writes: Writes) => [
  pgPolicy('tenant', { for: 'select', to: tenantRole, using: sql.raw(visible) }),
  ...(['insert', 'update', 'delete'] as const).flatMap((verb) => {
    const rule = writes[verb]
    if (!rule) return []
    const own = sql.raw(rule)
    const judged = { insert: { withCheck: own }, update: { using: own, withCheck: own }, delete: { using: own } }[verb]
    return [pgPolicy(`tenant_${verb}`, { for: verb, to: tenantRole, ...judged })]
  }),
  system(),
]

/** The brand that the actor's reseller owns, for who sees all of the reseller's spaces: its administrators. */
export const ownBrand = `reseller_id = (select nullif(current_setting('app.reseller_id', true), '')::uuid) and (select current_setting('app.space_ids', true) = '*')`
