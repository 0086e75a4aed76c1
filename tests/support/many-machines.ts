import { eq } from 'drizzle-orm'
import { queryCount, withSystem } from '@/db/client'
import { machines } from '@/db/schema'

/** Copies of a machine in its contract, named PREFIX 000 on. Answers their ids. */
export async function copyMachine(machineId: string, count: number, prefix: string): Promise<string[]> {
  const [machine] = await withSystem('tests', (tx) => tx.select().from(machines).where(eq(machines.id, machineId)))
  if (!machine) throw new Error('no machine to copy')
  const copies = Array.from({ length: count }, (_, number) => ({
    ...machine,
    id: undefined,
    name: `${prefix} ${String(number).padStart(3, '0')}`,
    keyHash: Buffer.from(`${prefix} ${number}`),
  }))
  const ids: string[] = []
  // Postgres counts at most 65,535 parameters in a statement.
  for (let at = 0; at < copies.length; at += 1_000) {
    const added = await withSystem('tests', (tx) =>
      tx
        .insert(machines)
        .values(copies.slice(at, at + 1_000))
        .returning({ id: machines.id }),
    )
    ids.push(...added.map(({ id }) => id))
  }
  return ids
}

/** How many statements `work` sends. */
export async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const before = queryCount()
  await work()
  return queryCount() - before
}
