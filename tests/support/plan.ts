import postgres from 'postgres'
import { observeStatements, type Scope } from '@/db/client'

type Node = {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

/**
 * How many rows of a table the statements of `work` (those that contain `words`) look at, as Postgres tells when it carries them out once
 * more in the same scope.
 */
export async function rowsLookedAt(url: string, table: string, scope: Scope, work: () => Promise<unknown>, words = ''): Promise<number> {
  const statements: { query: string; parameters: unknown[] }[] = []
  const stop = observeStatements(
    (statement) => statement.query.includes(`"${table}"`) && statement.query.includes(words) && statements.push(statement),
  )
  await work()
  stop()
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    let rows = 0
    for (const { query, parameters } of statements) {
      const [plan] = await client.begin(async (sql) => {
        const [role, reseller] = scope.kind === 'system' ? ['portal_system', ''] : ['portal_tenant', scope.resellerId]
        await sql`select set_config('role', ${role}, true), set_config('app.reseller_id', ${reseller}, true), set_config('app.space_ids', '*', true)`
        return sql.unsafe(`explain (analyze, format json) ${query}`, parameters as never[])
      })
      rows += lookedAt(plan?.['QUERY PLAN'][0].Plan, table)
    }
    return rows
  } finally {
    await client.end()
  }
}

function lookedAt(node: Node, table: string): number {
  const own = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const below = (node.Plans ?? []).reduce((sum, plan) => sum + lookedAt(plan, table), 0)
  return below + (node['Relation Name'] === table ? own * node['Actual Loops'] : 0)
}
